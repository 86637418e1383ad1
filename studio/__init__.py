"""The desktop program: Compose, Visualize and the gallery on screen (PySide6).

Nothing else imports Qt, and no scene, job or gallery logic lives in a widget: what a panel decides
is in ``studio.session``, or further down in ``compose``, ``visualize`` and ``models``.
"""
