"""What stands in the street: lamps, trees, benches, bins, a bicycle, a kiosk, the banner."""

from __future__ import annotations

from compose.curve import Extrapolation
from compose.payload import Asset, ClipPlay
from compose.populate.presets import preset
from compose.project import Project
from scenes.street.ground import CROSSING_X
from scenes.street.parts import (
    DISTANT,
    PAVEMENT_Y,
    animate,
    boxes,
    carrier,
    copies,
    group,
    keys,
    on,
    prop,
)

LAMP_X = (-21.0, 7.0, 21.0, 35.0)
KERB_Z = 5.05
BENCH_AT = (4.3, PAVEMENT_Y, -7.35)
"""Where the old man sits, his back to the houses."""


def build(project: Project, banner_sha256: str) -> Project:
    """Add the street's furniture; the banner's file is known by its SHA-256."""
    project = group(project, "Furniture")
    project = _lamps(project)
    project = _trees(project)
    project = _on_the_pavement(project)
    return _banner(project, banner_sha256)


def _lamps(project: Project) -> Project:
    places = [((x, PAVEMENT_Y, -KERB_Z), 0.0) for x in LAMP_X]
    places += [((x - 7.0, PAVEMENT_Y, KERB_Z), 180.0) for x in LAMP_X]
    project = copies(
        project, "Street lamps", "street_lamp", places, parent=on("Furniture"), detail=DISTANT
    )
    return prop(
        project, "Bakery street lamp", "street_lamp", at=(-10.2, PAVEMENT_Y, -KERB_Z),
        parent=on("Furniture"), description="A sodium lamp that catches as the evening comes",
        detail=0.5,
    )  # fmt: skip


def _trees(project: Project) -> Project:
    """Add the street trees: two avenues by populators, and some larger ones beside the gable.

    Two trees each are enough, turned and scaled; every other one would have to be made.
    """
    far, near = (preset("avenue", detail=detail).items[:2] for detail in (DISTANT, 0.5))
    for side, z in (("North", -KERB_Z), ("South", KERB_Z)):
        avenue = preset(
            "avenue", path=[(13.0, PAVEMENT_Y, z), (44.0, PAVEMENT_Y, z)], count=4, seed=5,
            items=far, spacing_m=7.0, scale=(0.72, 0.86),
        )  # fmt: skip
        project = carrier(project, f"{side} trees", avenue, parent=on("Furniture"))
    gable = preset(
        "avenue", path=[(13.6, PAVEMENT_Y, 10.2), (13.6, PAVEMENT_Y, 20.0)], count=3, seed=9,
        items=near, spacing_m=3.2, scale=(0.9, 1.2),
    )  # fmt: skip
    return carrier(project, "Gable trees", gable, parent=on("Furniture"))


def _on_the_pavement(project: Project) -> Project:
    x, y, z = BENCH_AT
    project = prop(project, "Bench", "park_bench", at=BENCH_AT, parent=on("Furniture"), detail=0.5)
    project = copies(
        project, "Benches", "park_bench",
        [((20.0, y, z), 0.0), ((-15.0, y, 7.3), 180.0), ((2.0, y, 7.3), 180.0)],
        parent=on("Furniture"), detail=DISTANT,
    )  # fmt: skip
    project = copies(
        project, "Bins", "litter_bin", [((x + 1.6, y, z + 0.1), 0.0), ((-15.0, y, 5.2), 0.0)],
        parent=on("Furniture"), detail=DISTANT,
    )  # fmt: skip
    project = copies(
        project, "Bollards", "bollard",
        [((CROSSING_X + k, y, side * 4.95), 0.0) for k in (-2.2, 2.2) for side in (-1.0, 1.0)],
        parent=on("Furniture"), detail=0.3,
    )  # fmt: skip
    project = prop(
        project, "Post box", "post_box", at=(-16.6, y, -5.3), parent=on("Furniture"), detail=0.3
    )
    project = copies(
        project, "Planters", "planter", [((-10.9, y, -7.6), 0.0), ((2.5, y, -7.6), 0.0)],
        parent=on("Furniture"), detail=0.3,
    )  # fmt: skip
    project = copies(
        project, "Cafe", "cafe_set", [((11.5, y, -6.9), 20.0), ((14.6, y, -6.8), -35.0)],
        parent=on("Furniture"), detail=DISTANT,
    )  # fmt: skip
    return prop(
        project, "Bicycle", "bicycle", at=(-9.4, y, -7.55), turn_deg=90.0, parent=on("Furniture"),
        colors={"body": (0.05, 0.12, 0.16)}, detail=DISTANT,
    )  # fmt: skip


def _banner(project: Project, sha256: str) -> Project:
    """Add the imported model: a skinned banner with a clip of its own, and a morph to key."""
    payload = Asset(
        kind="asset", path="assets/banner.glb", sha256=sha256,
        plays=(ClipPlay(clip="wind", speed=1.1),),
    )  # fmt: skip
    project = carrier(
        project, "Banner", payload, at=(2.6, 9.2, -7.75), turn_deg=-90.0,
        description="A red and gold festival banner that moves in the wind",
    )  # fmt: skip
    billow = keys((0, 0.1), (30, 0.9), (52, 0.35), (72, 0.1), after=Extrapolation.LOOP)
    project = animate(project, "Banner", {"morphs/billow": billow})
    return boxes(
        project, "Banner pole", [((2.6, 9.2, -7.5), (0.05, 0.05, 1.1))], (0.05, 0.05, 0.05)
    )
