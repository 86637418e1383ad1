"""What one walks and drives on: the street, the avenue at its end, the garden on the south side."""

from __future__ import annotations

from compose.payload import Primitive
from compose.populate.presets import preset
from compose.project import Project
from scenes.street.parts import (
    DISTANT,
    FRONT_Z,
    PAVEMENT_Y,
    ROAD_HALF_M,
    Color,
    boxes,
    carrier,
    copies,
    group,
    on,
    prop,
)

FROM_X, TO_X = -62.0, 48.0
AVENUE_X = 55.5
CROSSING_X = -7.0
GARDEN_TO_X = 17.0
"""The south row is open up to here, and lets the evening sun into the street."""

ASPHALT: Color = (0.066, 0.066, 0.07)
LAWN: Color = (0.075, 0.115, 0.035)


def build(project: Project) -> Project:
    """Add the ground, from the far avenue to the garden."""
    project = group(project, "Ground", description="Dry asphalt, worn paint, pale flagstones")
    earth = Primitive(kind="primitive", shape="plane", parameters={"width": 260.0, "depth": 200.0})
    project = carrier(project, "Earth", earth, color=ASPHALT, parent=on("Ground"))
    project = _roads(project)
    return _garden(project)


def _roads(project: Project) -> Project:
    width, pavement = 2.0 * ROAD_HALF_M, FRONT_Z - ROAD_HALF_M
    project = prop(
        project, "Road", "road", at=((FROM_X + TO_X) / 2.0, 0.0, 0.0), parent=on("Ground"),
        length=TO_X - FROM_X, width=width, pavement=pavement, kerb=PAVEMENT_Y - 0.004, detail=0.45,
    )  # fmt: skip
    project = prop(
        project, "Avenue", "road", at=(AVENUE_X, 0.0, 0.0), turn_deg=90.0, parent=on("Ground"),
        length=110.0, width=8.0, pavement=0.0, detail=DISTANT,
    )  # fmt: skip
    far_kerb = AVENUE_X + 4.0
    project = boxes(
        project, "Avenue pavement", [((far_kerb + 1.75, 0.0, 0.0), (3.5, PAVEMENT_Y, 110.0))],
        (0.30, 0.29, 0.27), parent=on("Ground"),
    )  # fmt: skip
    return copies(
        project, "Crossings", "crossing",
        [((CROSSING_X, 0.0, 0.0), 0.0), ((TO_X - 2.5, 0.0, 0.0), 0.0)],
        parent=on("Ground"), width=width, length=3.0, detail=DISTANT,
    )  # fmt: skip


def _garden(project: Project) -> Project:
    """Add the public garden: wall, hedge, lawn, trees scattered by a populator."""
    project = group(
        project, "Garden", (-20.0, PAVEMENT_Y, FRONT_Z),
        description="A walled public garden, open to the low sun",
    )  # fmt: skip
    garden = on("Garden")
    middle, width = -2.5, GARDEN_TO_X - FROM_X
    project = boxes(
        project, "Lawn", [((middle, -0.1, 17.4), (width, 0.12, 34.0))], LAWN, parent=garden
    )
    sections = [((x, 0.0, 0.3), 0.0) for x in range(-36, 37, 8)]
    project = copies(
        project, "Garden wall", "garden_wall", sections, parent=garden,
        width=8.0, height=1.0, detail=DISTANT,
    )  # fmt: skip
    project = copies(
        project, "Hedge", "hedge",
        [((x, 0.0, 1.15), 0.0) for x in (-32.0, -20.0, -8.0, 4.0, 16.0, 28.0)],
        parent=garden, length=12.0, height=1.5, width=0.9, detail=0.7,
    )  # fmt: skip
    broadleaf, birch = preset("trees", detail=0.5).items[:2], preset("trees", detail=0.5).items[4:5]
    trees = preset(
        "trees", count=12, seed=12, items=(*broadleaf, *birch), spacing_m=5.5, scale=(1.0, 1.5),
        area=[(-38.0, 6.0), (14.0, 6.0), (14.0, 14.0), (-38.0, 14.0)],
    )  # fmt: skip
    return carrier(
        project, "Garden trees", trees, parent=garden,
        description="Old trees; their long shadows lie across the street",
    )  # fmt: skip
