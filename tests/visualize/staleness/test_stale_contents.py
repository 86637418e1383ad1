"""People, crowds and pictures in a scene count by what they look like at the frames of a take."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from compose.edits import (
    add_figure,
    add_node,
    add_populator,
    key_pose,
    set_node,
    set_payload,
    set_performance,
)
from compose.payload import ImageCard
from compose.populate.populator import Populator, PopulatorItem
from compose.project import Project
from tests.builders.recorded_takes import made_of, take_of, take_with, yard
from visualize.staleness import stale_parts
from visualize.takes.take import Mapped


def said(then: Project, now: Project, **made: object) -> list[str]:
    """What is said of a take of the yard as it was, after it became another."""
    take = take_of(then, **made)
    return [reason.text for reason in stale_parts(now, [take])[take.id]]


@pytest.fixture(scope="module")
def with_mara() -> Project:
    """The yard with someone in the picture."""
    return add_figure(
        yard(), "Yard", "Mara", node_id="nod_mara", translation=(-1.0, 0.0, -4.0)
    )  # fmt: skip


def test_another_pose_at_the_frames_of_the_take_makes_it_stale(with_mara: Project) -> None:
    seated = key_pose(with_mara, "Yard", "Mara", 9, "sit")
    assert said(with_mara, seated, model="wire") == ["Mara moved"]
    looking = set_performance(
        with_mara, "Yard", "Mara", joints={"left_elbow": (0.0, 0.0, 20.0)}
    )  # fmt: skip
    assert said(with_mara, looking, model="wire") == ["Mara moved"]


def test_poses_far_from_the_window_change_nothing(with_mara: Project) -> None:
    def later(pose: str) -> Project:
        keyed = key_pose(with_mara, "Yard", "Mara", 0, "stand")
        return key_pose(key_pose(keyed, "Yard", "Mara", 40, "stand"), "Yard", "Mara", 60, pose)

    assert said(later("stand"), later("sit")) == []


def test_other_clothes_look_different(with_mara: Project) -> None:
    body = with_mara.scene("Yard").node("nod_mara").payload.body
    dressed = set_payload(with_mara, "Yard", "Mara", body=body.replace(top=(0.9, 0.1, 0.1)))
    (reason,) = said(with_mara, dressed)
    assert reason.startswith("Mara ")
    assert "looks different" in reason


def poster(project: Project, folder: Path, path: str, shade: int) -> Project:
    """The yard with a picture on a wall, from a file of the project."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((8, 6, 3), shade, np.uint8)).save(file)
    return add_node(
        project.replace(root=folder), "Yard", "Poster", node_id="nod_poster",
        translation=(1.0, 0.5, -5.0), payload=ImageCard(kind="card", image=path),
    )  # fmt: skip


def test_a_picture_counts_by_what_it_shows_and_not_by_its_folder(tmp_path: Path) -> None:
    then = poster(yard(), tmp_path, "assets/a.png", 90)
    assert said(then, poster(yard(), tmp_path, "posters/old/b.png", 90)) == []
    other = poster(yard(), tmp_path, "assets/c.png", 200)
    assert said(then, other) == ["Poster looks different"]
    assert said(then, other, mode="from-animation", streams=("depth",)) == []


def test_a_crowd_is_one_thing() -> None:
    def crowd(count: int, behind: float) -> Project:
        rule = Populator(
            kind="populator", items=(PopulatorItem(prop="park_bench"),), count=count, seed=3,
            area=((-4.0, -2.0), (4.0, -2.0), (4.0, 2.0), (-4.0, 2.0)), spacing_m=1.0,
        )  # fmt: skip
        return add_populator(
            yard(), "Yard", "Benches", rule, node_id="nod_benches", translation=(0.0, 0.0, behind)
        )

    assert said(crowd(3, -8.0), crowd(3, -8.0)) == []
    (reason,) = said(crowd(3, -8.0), crowd(4, -8.0))
    assert reason.startswith("Benches ")
    assert said(crowd(3, 45.0), crowd(4, 45.0)) == []
    assert said(crowd(3, -8.0), crowd(3, 45.0)) == ["gone from the picture: Benches"]


@pytest.mark.parametrize(
    "mapped",
    [
        Mapped(start=0.0, step=1.0, frames=10**9, hold_from=0.0, hold_to=1e9, fit="trim"),
        Mapped(start=0.0, step=1e10, frames=2, hold_from=0.0, hold_to=1e300, fit="trim"),
        Mapped(start=-1e300, step=1e300, frames=3, hold_from=-1e300, hold_to=1e300, fit="trim"),
        None,
    ],
)
def test_frames_that_no_shot_has_are_not_known_and_cost_no_time(mapped: Mapped | None) -> None:
    shot = yard().shot("sht_push")
    sound = take_of(yard())
    take = take_with(yard(), shot, made_of(shot, mapping=mapped), sound.fingerprint)
    (reason,) = stale_parts(yard(), [take])[take.id]
    assert (reason.part, reason.stale) == ("unknown", False)


@pytest.mark.parametrize(
    "options",
    [{}, {"rate": "0"}, {"rate": "1/0"}, {"frames": 10**9}, {"width": "wide"}],
)
def test_options_that_no_clip_has_cost_no_time(options: dict[str, str | int]) -> None:
    sound = take_of(yard())
    made = sound.made.replace(options=sound.made.options | options if options else {})
    take = take_with(yard(), yard().shot("sht_push"), made, sound.fingerprint)
    parts = {reason.part for reason in stale_parts(yard(), [take])[take.id]}
    assert parts <= {"window"}


def test_between_whole_frames_a_take_sees_what_is_there_then() -> None:
    halves = Mapped(start=8.0, step=0.5, frames=3, hold_from=8.0, hold_to=9.0, fit="retime")
    take = take_of(yard(), mapping=halves)
    assert stale_parts(yard(), [take])[take.id] == ()
    moved = set_node(yard(), "Yard", "Hat", translation=(0.0, 1.4, 0.0))
    assert [r.text for r in stale_parts(moved, [take])[take.id]] == ["Hat moved"]
