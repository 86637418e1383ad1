"""The reason of a stale take is the part that differs, in plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compose.edits import (
    add_node,
    remove_node,
    remove_shot,
    set_environment,
    set_keyframe,
    set_node,
    set_payload,
    set_shot,
)
from compose.payload import Primitive
from compose.project import Project
from tests.builders.recorded_takes import START, hosted, take_of, yard
from visualize.staleness import is_stale, stale_parts
from visualize.takes.take import Fingerprint

BOX = Primitive(kind="primitive", shape="box")
Edit = Callable[[Project], Project]


def told(edit: Edit, **made: object) -> list[str]:
    """What is said of a take of the yard after an edit."""
    take = take_of(yard(), **made)
    return [reason.text for reason in stale_parts(edit(yard()), [take])[take.id]]


@pytest.mark.parametrize(
    ("edit", "reasons"),
    [
        (lambda p: set_node(p, "Yard", "Camera", translation=(0.0, 1.7, 2.0)),
         ["the camera moved"]),
        (lambda p: set_shot(p, "sht_push", focal_length_mm=40.0), ["the lens or the gate changed"]),
        (lambda p: set_node(p, "Yard", "Courier", translation=(0.0, 0.7, 0.0)), ["Courier moved"]),
        (lambda p: set_node(p, "Yard", "Courier", color=(1.0, 0.0, 0.0)),
         ["Courier looks different"]),
        (lambda p: set_payload(p, "Yard", "Courier", shape="cone"), ["Courier has another shape"]),
        (lambda p: set_node(p, "Yard", "Hat", translation=(0.1, 1.3, 0.0), color=(1.0, 0.0, 0.0)),
         ["Hat moved and looks different"]),
        (lambda p: set_node(p, "Yard", "Cart", translation=(0.0, 0.5, -6.0)),
         ["Courier moved", "Hat moved"]),
        (lambda p: set_node(p, "Yard", "Hat", visible=False), ["gone from the picture: Hat"]),
        (lambda p: remove_node(p, "Yard", "Hat"), ["gone from the picture: Hat"]),
        (lambda p: set_node(p, "Yard", "Shed", translation=(1.0, 1.0, -8.0)),
         ["new in the picture: Shed"]),
        (lambda p: add_node(p, "Yard", "Bike", payload=BOX, translation=(-1.0, 0.5, -5.0)),
         ["new in the picture: Bike"]),
        (lambda p: set_node(p, "Yard", "Pole", scale=(0.8, 14.0, 0.8)),
         ["the shadow of Pole changed"]),
        (lambda p: set_node(p, "Yard", "Pole", translation=(1.5, 7.0, 60.0)),
         ["Pole no longer throws its shadow into the picture"]),
        (lambda p: set_node(p, "Yard", "Shed", translation=(80.0, 90.0, 40.0)),
         ["the shadows' edges are drawn otherwise, for what is out of sight"]),
        (lambda p: set_payload(p, "Yard", "Lantern", intensity=9.0),
         ["the light of Lantern changed"]),
        (lambda p: set_payload(p, "Yard", "Lantern", intensity=0.0),
         ["Lantern no longer lights the picture"]),
        (lambda p: set_environment(p, "Yard", exposure_ev=1.0),
         ["the sky, the fog or the exposure changed"]),
        (lambda p: set_shot(p, "sht_push", end=14),
         ["the shot is frames 8 to 13 now, and was 8 to 9"]),
        (lambda p: p.replace(rate="25"), ["the shot's length or rate changed"]),
        (lambda p: set_shot(p, "sht_push", gate="1:1"), ["the lens or the gate changed"]),
    ],
)  # fmt: skip
def test_the_part_that_differs_is_the_reason(edit: Edit, reasons: list[str]) -> None:
    assert told(edit) == reasons


@pytest.mark.parametrize("look", ["wire", "beauty"])
def test_shadows_and_light_count_only_where_they_are_drawn(look: str) -> None:
    def edit(project: Project) -> Project:
        dark = set_payload(project, "Yard", "Sun", intensity=0.5)
        return set_node(dark, "Yard", "Pole", scale=(0.8, 14.0, 0.8))

    assert bool(told(edit, model=look)) == (look == "beauty")


def test_a_depth_guide_cares_for_no_shadow_and_no_colour() -> None:
    def edit(project: Project) -> Project:
        red = set_node(project, "Yard", "Courier", color=(1.0, 0.0, 0.0))
        return set_node(red, "Yard", "Pole", scale=(0.8, 14.0, 0.8))

    own = {**hosted("depth"), "provider": "local", "prompt": ""}
    assert told(edit, **own) == []
    assert told(edit, **{**own, **hosted("clay"), "provider": "local"}) == [
        "Courier looks different", "the shadow of Pole changed",
    ]  # fmt: skip


def test_the_range_of_a_depth_guide_is_measured_over_the_handles_too() -> None:
    with_handles = set_shot(yard(), "sht_push", head=8)
    early = set_node(with_handles, "Yard", "Shed", translation=(0.0, 1.0, 40.0))
    for frame, z in ((0, -4.0), (2, 40.0), (30, 40.0)):  # it is in sight before the window alone
        early = set_keyframe(
            early, scene="Yard", node="Shed", channel="translation.z", frame=frame, value=z
        )
    kinds = {guide: take_of(with_handles, **hosted(guide)) for guide in ("depth", "normal")}
    parts = stale_parts(early, kinds.values())
    assert parts[kinds["depth"].id][0].text == "new in the picture: Shed"
    assert parts[kinds["normal"].id] == ()


def test_another_window_says_so_and_nothing_else_moves() -> None:
    assert told(lambda p: set_shot(p, "sht_push", start=START - 1, end=START + 1)) == [
        "the shot is frames 7 to 8 now, and was 8 to 9"
    ]


def test_a_take_of_a_shot_that_is_gone_says_so() -> None:
    take = take_of(yard())
    (reason,) = stale_parts(remove_shot(yard(), "sht_push"), [take])[take.id]
    assert reason.stale
    assert "no longer in the project" in reason.text


def test_a_newer_program_is_shown_and_makes_nothing_stale() -> None:
    take = take_of(yard()).replace(shotwright="0.0.1")
    reasons = stale_parts(yard(), [take])[take.id]
    assert [reason.part for reason in reasons] == ["version"]
    assert "0.0.1" in reasons[0].text
    assert not is_stale(reasons)


@pytest.mark.parametrize(
    "fingerprint",
    [Fingerprint(), Fingerprint(version=99, parts={"camera": "0"}), Fingerprint(unknown="no disk")],
)
def test_what_nobody_recorded_is_not_known_rather_than_stale(fingerprint: Fingerprint) -> None:
    take = take_of(yard()).replace(fingerprint=fingerprint)
    (reason,) = stale_parts(yard(), [take])[take.id]
    assert (reason.part, reason.stale) == ("unknown", False)
    assert fingerprint.unknown in reason.text


def test_a_scene_that_cannot_be_looked_at_leaves_it_unknown() -> None:
    take = take_of(yard())
    broken = set_payload(yard(), "Yard", "Courier", parameters={"size": "much"})
    (reason,) = stale_parts(broken, [take])[take.id]
    assert (reason.part, reason.stale) == ("unknown", False)
    assert "Courier" in reason.text


def test_of_a_crowd_each_change_is_noticed_though_not_each_is_named() -> None:
    project = yard()
    for at in range(410):
        project = add_node(
            project, "Yard", f"Crate {at}", node_id=f"nod_crate{at:03d}", payload=BOX,
            translation=(0.01 * at - 2.0, 0.2, -7.0), scale=(0.1, 0.1, 0.1),
        )  # fmt: skip
    take = take_of(project)
    assert len(take.fingerprint.parts) < 420
    assert stale_parts(project, [take])[take.id] == ()
    for name in ("nod_crate000", "nod_hat"):
        moved = set_node(project, "Yard", name, translation=(0.0, 0.4, -7.0))
        assert is_stale(stale_parts(moved, [take])[take.id])
