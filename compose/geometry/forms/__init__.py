"""Form makers: smooth solids and sheets from sections, profiles, paths and outlines.

Every maker gives a ``Mesh`` in metres with normals that are smooth up to a crease, UVs in metres
and display edges at creases and borders only.
"""

from compose.geometry.forms.blob import blob, icosphere
from compose.geometry.forms.boxes import rounded_box
from compose.geometry.forms.lathe import lathe
from compose.geometry.forms.loft import loft, sheet
from compose.geometry.forms.outline import extrude_outline
from compose.geometry.forms.panels import Panelled, panelled
from compose.geometry.forms.skin import skin
from compose.geometry.forms.sweep import arc_path, pipe, pipes, rod, smooth_path, sweep

__all__ = [
    "Panelled",
    "arc_path",
    "blob",
    "extrude_outline",
    "icosphere",
    "lathe",
    "loft",
    "panelled",
    "pipe",
    "pipes",
    "rod",
    "rounded_box",
    "sheet",
    "skin",
    "smooth_path",
    "sweep",
]
