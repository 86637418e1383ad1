"""The models that come with the program and use no AI: pure functions on the arrays of passes.

Styles (``models.local.styles``) draw a picture or a clip over streamed passes, ``mapping`` throws a
picture onto the scene as a moving camera sees it, ``tween`` makes the frames between two pictures.
"""
