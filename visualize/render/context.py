"""Make a GL context without a window. The one file that knows about platforms."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

import moderngl

from visualize.errors import ContextError

REQUIRED_GL = 330
"""OpenGL 3.3 core: the least that every desktop platform offers, macOS (4.1) included."""

_INSTALL = (
    "On Debian or Ubuntu install the two system packages that draw without a screen or a graphics "
    "card:\n    sudo apt-get install libegl1 libgl1\nthen try again."
)

_LINUX: dict[str, Any] = {"backend": "egl", "libgl": "libGL.so.1", "libegl": "libEGL.so.1"}
"""The libraries by the names every Linux gives them; asking the system for those runs a program."""


def create_context() -> moderngl.Context:
    """Return a new OpenGL 3.3 core context that needs no window and, on Linux, no display.

    Linux uses EGL (Mesa's software driver serves where there is no graphics card); other platforms
    use the library's own way. The caller owns the context and releases it.

    Raises
    ------
    ContextError
        When none can be had, with what to install.
    """
    backend = _LINUX if sys.platform.startswith("linux") else {}
    try:
        return moderngl.create_context(standalone=True, require=REQUIRED_GL, **backend)
    except Exception as error:  # the library raises the base class for every failure
        reason = str(error).strip() or type(error).__name__
        advice = _INSTALL if backend else "Update the graphics driver; OpenGL 3.3 is needed."
        raise ContextError(
            f"Pictures need an OpenGL 3.3 context and none can be had here ({reason}).\n{advice}"
        ) from error


def wait_until_drawn() -> None:
    """Wait until the current context has drawn what it was told to, and let other threads run.

    Reading a picture, or a texture that is still being drawn, waits as well, but holds Python's
    lock: on a software driver a window would stand still for the whole of it.
    """
    _library().glFinish()


@cache
def _library() -> ctypes.CDLL:
    """Return the library of the platform's GL, whose calls from here do not hold Python's lock."""
    if sys.platform == "win32":
        return ctypes.WinDLL("opengl32")
    if sys.platform == "darwin":
        return ctypes.CDLL("/System/Library/Frameworks/OpenGL.framework/OpenGL")
    return ctypes.CDLL(_LINUX["libgl"])
