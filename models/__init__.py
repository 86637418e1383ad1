"""The model registry: what each video and image model accepts, what it costs, and who runs it.

Cards are data, requests are plain frozen values and providers are the only part that talks to a
network. Nothing here knows the scene, the GPU or a window.
"""
