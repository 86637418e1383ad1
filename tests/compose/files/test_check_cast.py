"""Checking people and props: what is not known is named at its field, with the nearest that is."""

from __future__ import annotations

import pytest

from compose.edits import (
    add_figure,
    add_node,
    add_prop,
    add_scene,
    new_project,
    set_payload,
    set_performance,
)
from compose.figures.performance import CyclePlay, Look, PoseKey, Reach
from compose.files import check_project, save_project
from compose.payload import Prop

ANNA = "nod_anna"


def cast():
    made = add_scene(new_project("Cast"), "Stage")
    made = add_figure(made, "Stage", "Anna", node_id=ANNA)
    return add_prop(made, "Stage", "Table", "table", node_id="nod_table")


def doing(**changes):
    return set_performance(cast(), "Stage", ANNA, **changes)


FAULTS = {
    "pose": (lambda: doing(pose="stnad"), "performance.pose", "stand"),
    "key": (lambda: doing(poses=(PoseKey(frame=1.0, pose="tpose"),)), "poses[0].pose", "t-pose"),
    "hand": (lambda: doing(left_hand="fits"), "performance.left_hand", "fist"),
    "cycle": (lambda: doing(cycles=(CyclePlay(cycle="wlak"),)), "cycles[0].cycle", "walk"),
    "joint": (lambda: doing(joints={"left_elbo": (0, 0, 0)}), "joints.left_elbo", "left_elbow"),
    "reach": (
        lambda: doing(reaches=(Reach(limb="left_hand", node="nod_tabel"),)),
        "performance.reaches[0].node", "nod_table",
    ),
    "look": (
        lambda: doing(look=Look(node=ANNA, joint="right_gripp")),
        "performance.look.joint", "right_grip",
    ),
    "ground": (lambda: doing(ground=("nod_flor",)), "performance.ground[0].node", ""),
    "limb": (
        lambda: doing(reaches=(Reach(limb="left_hand"), Reach(limb="left_hand"))),
        "performance.reaches[1].limb", "",
    ),
    "prop": (
        lambda: add_node(cast(), "Stage", "Chair", payload=Prop(kind="prop", prop="chiar")),
        "payload.prop", "chair",
    ),
    "parameter": (
        lambda: set_payload(cast(), "Stage", "Table", parameters={"widht": 1.0}),
        "payload.parameters", "width",
    ),
    "color": (
        lambda: set_payload(cast(), "Stage", "Table", colors={"nothing": (1.0, 0.0, 0.0)}),
        "payload.colors.nothing", "",
    ),
}  # fmt: skip


def errors(made, folder):
    save_project(made, folder)
    return [problem for problem in check_project(folder) if problem.level == "error"]


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named_at_its_field_with_the_nearest_name(tmp_path, name) -> None:
    make, field, nearest = FAULTS[name]
    found = [p for p in errors(make(), tmp_path) if field in p.field]
    assert found
    assert nearest in f"{found[0].message} {found[0].hint}"


def test_a_sound_cast_has_no_errors(tmp_path) -> None:
    assert errors(cast(), tmp_path) == []
