"""The vehicles: the courier's red car with its driver, parked cars, traffic on the avenue."""

from __future__ import annotations

from compose.curve import Extrapolation, Interpolation
from compose.edits import add_figure
from compose.figures.body import FigureBody
from compose.payload import MaterialSpec
from compose.populate.presets import preset
from compose.project import Project
from scenes.street.ground import AVENUE_X
from scenes.street.parts import DISTANT, SCENE, animate, boxes, carrier, keys, node_id, on, prop

LANE_Z = -1.6
COURIER_ROUTE = ((-12.0, 42.5), (48.0, 25.0), (96.0, 7.0), (168.0, -13.0), (260.0, -30.0))
"""Scene frame and X in metres: the courier comes up the street and slows past the garden."""

TAXI_ROUTE = ((-12.0, -13.0), (96.0, 27.0), (160.0, 45.0))
PARKED_Z = 3.55


def build(project: Project) -> Project:
    """Add what drives and what is parked."""
    project = _courier(project)
    project = _driver(project)
    project = prop(
        project, "Taxi", "taxi", at=(TAXI_ROUTE[0][1], 0.0, -LANE_Z), turn_deg=90.0, detail=0.45
    )
    project = animate(project, "Taxi", {"translation.x": keys(*TAXI_ROUTE)})
    return _other_cars(project)


def _courier(project: Project) -> Project:
    """Add the hero: its wheels turn with the way by themselves, its indicator blinks."""
    project = prop(
        project, "Courier car", "car", at=(COURIER_ROUTE[0][1], 0.0, LANE_Z), turn_deg=-90.0,
        colors={"body": (0.36, 0.022, 0.014)}, style="saloon", detail=1.0,
        description="A red saloon, dusty, driven a little too fast",
    )  # fmt: skip
    project = animate(project, "Courier car", {"translation.x": keys(*COURIER_ROUTE)})
    project = boxes(
        project, "Indicator", [((0.62, 0.455, 2.255), (0.17, 0.06, 0.04))], (0.75, 0.21, 0.01),
        MaterialSpec(emissive=(0.55, 0.14, 0.0)), parent=on("Courier car"),
    )  # fmt: skip
    blink = keys(
        (0, 1.0), (8, 0.0), (16, 1.0),
        interpolation=Interpolation.CONSTANT,
        before=Extrapolation.LOOP,
        after=Extrapolation.LOOP,
    )  # fmt: skip
    return animate(project, "Indicator", {"visible": blink})


def _driver(project: Project) -> Project:
    """Seat a figure in the pose ``drive`` on the car's own ``seat_driver``."""
    body = FigureBody(
        sex="male", outfit="casual", hair_style="cap", top=(0.30, 0.20, 0.08), detail=DISTANT
    )
    return add_figure(
        project, SCENE, "Courier", node_id=node_id("Courier"), body=body, pose="drive",
        parent=on("Courier car", "seat_driver"),
        description="The courier, twenty-five, cap pulled low",
    )  # fmt: skip


def _other_cars(project: Project) -> Project:
    """Fill the kerbs and the avenue by populators, all out of the same few cars."""
    few = preset("parked", path=[(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)], detail=DISTANT).items[:2]
    for side, z, (start, end) in (
        ("north", -PARKED_Z, (46.0, 18.5)), ("south", PARKED_Z, (13.0, 46.0)),
    ):  # fmt: skip
        parked = preset(
            "parked", path=[(start, 0.0, z), (end, 0.0, z)], count=5, seed=len(side) + 5,
            items=few,
        )  # fmt: skip
        project = carrier(project, f"Parked cars {side}", parked)
    for name, x, way in (("northbound", 1.9, -1.0), ("southbound", -1.9, 1.0)):
        moving = preset(
            "traffic", count=3, seed=3, items=few, speed_m_s=8.0, spacing_m=16.0,
            path=[(AVENUE_X + x, 0.0, -45.0 * way), (AVENUE_X + x, 0.0, 45.0 * way)],
        )  # fmt: skip
        project = carrier(project, f"Traffic {name}", moving)
    return prop(
        project, "Parked van", "van", at=(13.6, 0.0, -PARKED_Z), turn_deg=-90.0,
        colors={"body": (0.17, 0.20, 0.14)}, detail=DISTANT,
    )  # fmt: skip
