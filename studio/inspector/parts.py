"""Parts: sections of the inspector that have more than rows of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compose.node import Node
from studio.desk import Desk
from studio.inspector.aim_part import AimPart
from studio.inspector.asset_part import AssetPart
from studio.inspector.colors_part import ColorsPart
from studio.inspector.framing_part import FramingPart
from studio.inspector.references_part import ReferencesPart
from studio.widgets.section import Section

PartWidget = AimPart | AssetPart | ColorsPart | FramingPart | ReferencesPart
"""What fills a section, or some of it; ``refresh`` shows what the nodes have now."""

MakePart = Callable[[Desk, Callable[[], Sequence[Node]], Section], PartWidget]

PARTS: dict[str, MakePart] = {
    "framing": FramingPart,
    "aim": AimPart,
    "asset": AssetPart,
    "colors": ColorsPart,
    "references": ReferencesPart,
}
"""Parts by the name of a section's ``special``."""

LAST = ("references",)
"""Parts that come after the rows of their section."""
