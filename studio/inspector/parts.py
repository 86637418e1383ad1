"""Parts: sections of the inspector that have more than rows of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from compose.node import Node
from studio.desk import Desk
from studio.inspector.aim_part import AimPart
from studio.inspector.asset_part import AssetPart
from studio.inspector.colors_part import ColorsPart
from studio.inspector.framing_part import FramingPart
from studio.inspector.kept_free_part import KeptFreePart
from studio.inspector.references_part import ReferencesPart
from studio.inspector.row_lists import ROW_LISTS
from studio.inspector.rows_part import RowsPart
from studio.inspector.shot_lens_part import ShotLensPart
from studio.widgets.section import Section

PartWidget = (
    AimPart
    | AssetPart
    | ColorsPart
    | FramingPart
    | KeptFreePart
    | ReferencesPart
    | RowsPart
    | ShotLensPart
)
"""What fills a section, or some of it; ``refresh`` shows what the nodes have now."""

MakePart = Callable[[Desk, Callable[[], Sequence[Node]], Section], PartWidget]

PARTS: dict[str, MakePart] = {
    "framing": FramingPart,
    "aim": AimPart,
    "asset": AssetPart,
    "colors": ColorsPart,
    "references": ReferencesPart,
    "lens-angle": ShotLensPart,
    **{name: partial(RowsPart, rows) for name, rows in ROW_LISTS.items()},
    "kept-free": KeptFreePart,
}
"""Parts by the name of a section's ``special``."""

LAST = ("references", "lens-angle")
"""Parts that come after the rows of their section."""
