"""Whatever is declared animatable shows in the snapshot, and only while its track plays."""

from __future__ import annotations

import pytest
from PIL import Image

from compose.channels import CHANNELS
from compose.evaluation import evaluate
from compose.light import Light
from compose.node import Node
from compose.payload import ImageCard, LightPayload
from compose.project import Project
from tests.builders.staged import (
    CONSTANT,
    MODELS,
    asset,
    box,
    camera,
    figure,
    key,
    person,
    project,
    track,
)

OWNERS = {
    "node": "box", "camera": "camera", "light": "lamp", "card": "card", "environment": None,
    "reach": "anna", "look": "anna",
}  # fmt: skip
REACHES = tuple(
    {"limb": limb, "offset": (0.3, 0.6, 0.4)}
    for limb in ("left_hand", "right_hand", "left_foot", "right_foot")
)
INSIDE = [f"joints/root/hip/{field}" for field in ("translation.y", "rotation_deg.z", "scale.x")]


@pytest.fixture
def folder(tmp_path):
    Image.new("RGB", (4, 4), (200, 100, 50)).save(tmp_path / "a.png")
    return tmp_path


def staged(folder, *tracks) -> Project:
    lamp = LightPayload(kind="light", **Light(type="spot", intensity=5.0).model_dump())
    made, _ = project(
        box("box"),
        box("spun", rotation_mode="quaternion"),
        asset("figure"),
        camera("camera", lens={"aim": {"node": "box", "offset": (1.0, 2.0, 3.0)}},
               translation=(3.0, 2.0, 8.0)),
        Node(id="lamp", name="Lamp", payload=lamp),
        person("anna", performance={"reaches": REACHES, "look": {"node": "box"}}),
        Node(id="card", name="Card", payload=ImageCard(kind="card", image="a.png")),
        tracks=tracks,
    )  # fmt: skip
    return made.replace(root=folder)


def frames_of(made: Project) -> list[str]:
    shot = made.shots[0]
    return [evaluate(made, shot, frame, models=MODELS).content_hash for frame in (10, 20)]


@pytest.mark.parametrize("name", [*CHANNELS, *INSIDE, "morphs/smile"])
def test_a_key_of_every_channel_changes_the_frames_from_its_own_on(folder, name: str) -> None:
    low, high = (0.25, 0.75) if name != "quaternion" else ((0, 0, 0, 1.0), (0, 1.0, 0, 0))
    if name == "visible":
        low, high = 1.0, 0.0
    channel = CHANNELS.get(name)
    owner = "figure" if channel is None else OWNERS[channel.target]
    owner = "spun" if name == "quaternion" else owner
    keys = key(10, low, CONSTANT), key(20, high, CONSTANT)
    still = staged(folder, track(owner, name, keys[0]))
    moved = staged(folder, track(owner, name, *keys))
    (at_10, at_20), (early, late) = frames_of(still), frames_of(moved)
    assert early == at_10
    assert late != at_20


def test_the_figure_of_these_tests_has_the_joint_that_is_keyed() -> None:
    assert figure().index("root/hip") >= 0
