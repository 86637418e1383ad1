"""Shotwright: the version and the root of every error. Imports nothing.

The tree of errors a caller may want to catch::

    ShotwrightError
    ├ compose.errors
    │   ├ SceneError          a node, camera, track or shot that cannot be what it says
    │   │   └ NotFoundError   an unknown name or id; ``.similar`` holds the nearest known ones
    │   ├ AssetError          an imported file; ``.path``
    │   └ ProjectFileError    a project, scene or shot file; ``.path`` and ``.problems``
    │       └ UnsupportedVersionError
    ├ visualize.errors
    │   ├ RenderError
    │   │   ├ ContextError    no GL context can be had here
    │   │   ├ ShaderError     ``.path`` and ``.log``
    │   │   └ UnknownPassError
    │   └ EncodeError         a picture or a film that could not be written
    └ UsageError              a command line that asks for something impossible
"""

__version__ = "0.1.0"


class ShotwrightError(Exception):
    """Say what was wrong, where, and what to do next, in words fit to show a user."""


class UsageError(ShotwrightError):
    """A request that cannot be met as asked (a wrong flag, a bad range, a name that is taken)."""
