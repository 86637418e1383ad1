"""`shotwright pose` and `poses`: what a figure does after it, and what is refused in words."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from compose.evaluation import evaluate, timeline_of, world_matrices
from compose.figures.pose import HANDS, POSES
from compose.figures.skeleton import POINTS
from compose.files import load_project
from tests.builders.bvh_person import bvh_text


@pytest.fixture
def cast(film, shotwright):
    """A film with Anna, who stands two metres to the right of the box."""
    assert shotwright("add", "figure", film, "--name", "Anna", "--at", "2,0,0").status == 0
    return film


def anna(film):
    return load_project(film).scenes[0].find("Anna").payload.performance


def place(film, frame, name="Anna"):
    project = load_project(film)
    scene = project.scenes[0]
    return world_matrices(project, scene, frame)[scene.find(name).id][:3, 3]


def points(film, frame):
    """The world place of every joint and landmark of Anna by its name."""
    project = load_project(film)
    state = evaluate(project, project.shots[0], frame).figures[0]
    return dict(zip(POINTS, state.points, strict=True))


def test_a_pose_is_held_with_its_hands(cast, shotwright):
    ending = shotwright("pose", cast, "--figure", "Anna", "--pose", "sit", "--mirrored",
                        "--left-hand", "fist")  # fmt: skip
    assert ending.status == 0, ending.err
    assert (anna(cast).pose, anna(cast).mirrored, anna(cast).left_hand) == ("sit", True, "fist")


def test_poses_at_frames_are_keys_in_order(cast, shotwright):
    for frame, pose in (("48", "wave"), ("0", "stand"), ("48", "point")):
        ending = shotwright("pose", cast, "--figure", "Anna", "--pose", pose, "--frame", frame,
                            "--ease", "linear")  # fmt: skip
        assert ending.status == 0, ending.err
    keys = [(key.frame, key.pose, key.ease) for key in anna(cast).poses]
    assert keys == [(0.0, "stand", "linear"), (48.0, "point", "linear")]


def test_a_walk_starts_and_ends_at_its_points_in_the_time_that_its_speed_takes(cast, shotwright):
    ending = shotwright("pose", cast, "--figure", "Anna", "--walk", "2,0", "2,9", "--speed", "1.5",
                        "--start", "12", "--json")  # fmt: skip
    assert ending.status == 0, ending.err
    end = ending.document["end"]
    assert place(cast, 12) == pytest.approx((2.0, 0.0, 0.0), abs=1e-6)
    assert place(cast, end) == pytest.approx((2.0, 0.0, 9.0), abs=1e-6)
    # 9 m at 1.5 m/s are 6 s; each ease of 0.6 s loses half of itself: 0.6 s more, at 24 fps.
    assert end - 12 == pytest.approx(24 * 6.6, abs=1.5)
    assert anna(cast).cycles[0].cycle == "walk"


def test_a_walk_begins_left_of_the_stage_as_well(cast, shotwright):
    ending = shotwright("pose", cast, "--figure", "Anna", "--walk", "-3,-1", "-.5,-1", "1,-1")
    assert ending.status == 0, ending.err
    assert place(cast, 0) == pytest.approx((-3.0, 0.0, -1.0), abs=1e-6)


def test_a_thing_goes_along_a_path_too(cast, shotwright):
    assert shotwright("add", "car", cast).status == 0
    ending = shotwright("pose", cast, "--figure", "Car", "--walk", "0,-8", "30,-8", "--speed", "9")
    assert ending.status == 0, ending.err
    assert place(cast, 10_000, "Car") == pytest.approx((30.0, 0.0, -8.0), abs=1e-6)


def test_a_hand_that_reaches_is_where_the_thing_is(cast, shotwright):
    assert shotwright("add", "group", cast, "--name", "Knob", "--at", "1.7,1.2,0.35").status == 0
    ending = shotwright("pose", cast, "--figure", "Anna", "--reach", "right-hand:Knob")
    assert ending.status == 0, ending.err
    assert points(cast, 0)["right_grip"] == pytest.approx((1.7, 1.2, 0.35), abs=1e-3)


def test_a_head_that_looks_is_turned_to_the_thing(cast, shotwright):
    aside = points(cast, 0)["nose"] - points(cast, 0)["head"]
    assert shotwright("pose", cast, "--figure", "Anna", "--look-at", "Box").status == 0
    looking = points(cast, 0)["nose"] - points(cast, 0)["head"]
    # The box is on her right, at −X.
    assert looking[0] < aside[0] - 0.03
    assert shotwright("pose", cast, "--figure", "Anna", "--look-at", "nothing").status == 0
    assert anna(cast).look is None


def test_a_cycle_in_place_replaces_the_one_from_the_same_frame(cast, shotwright):
    for cycle in ("idle", "sit-talk"):
        assert shotwright("pose", cast, "--figure", "Anna", "--cycle", cycle).status == 0
    assert [play.cycle for play in anna(cast).cycles] == ["sit-talk"]


def test_a_motion_file_is_copied_in_and_played_from_its_start(cast, shotwright, here):
    text, _ = bvh_text(np.random.default_rng(1), frames=5, arms_down=False, scale=1.0)
    (here / "jump.bvh").write_text(text, encoding="utf-8")
    ending = shotwright("pose", cast, "--figure", "Anna", "--motion", "jump.bvh", "--start", "12")
    assert ending.status == 0, ending.err
    motion = anna(cast).motion
    assert (motion.path, motion.start) == ("assets/jump.bvh", 12.0)
    assert (cast / "assets" / "jump.bvh").read_text(encoding="utf-8") == text


def lowest_sole(film, frames):
    project = load_project(film)
    names = [f"{side}_{n}" for side in ("left", "right") for n in ("heel", "ball", "toe_tip")]
    rows = [POINTS.index(name) for name in names]
    return min(
        evaluate(project, project.shots[0], f).figures[0].points[rows, 1].min() for f in frames
    )


def test_a_planted_motion_has_its_lowest_sole_on_the_ground(cast, shotwright, here):
    text, _ = bvh_text(np.random.default_rng(3), frames=6, arms_down=False, scale=1.0)
    (here / "jump.bvh").write_text(text, encoding="utf-8")
    frames = np.arange(0, 12, 0.25)
    words = ("pose", cast, "--figure", "Anna", "--motion", "jump.bvh")
    assert shotwright(*words).status == 0
    assert abs(lowest_sole(cast, frames)) > 0.02
    ending = shotwright(*words, "--plant")
    assert ending.status == 0, ending.err
    assert anna(cast).motion.plant
    assert abs(lowest_sole(cast, frames)) < 5e-3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--plant", "--pose", "sit"), "--motion"),
        (("--clip", "jump", "--pose", "sit"), "--motion"),
        (("--motion", "nowhere.bvh"), "nowhere.bvh"),
        ((), "Say what the figure does"),
        (("--pose", "sitt"), "'sit'"),
        (("--pose", "sit", "--left-hand", "fits"), "'fist'"),
        (("--pose", "sit", "--ease", "linear"), "--frame"),
        (("--pose", "sit", "--frame", "x"), "not a number"),
        (("--look-at", "Box", "--mirrored"), "--pose"),
        (("--walk", "0,0"), "two different points"),
        (("--walk", "0,0", "0,nan"), "not a number"),
        (("--walk", "0,0", "1,0", "--speed", "0"), "more than 0 m/s"),
        (("--walk", "0,0", "1,0", "--cycle", "wolk"), "'walk'"),
        (("--walk", "0,0", "1,0", "--cycle", "idle"), "leave out --walk"),
        (("--cycle", "run"), "--walk"),
        (("--pose", "sit", "--start", "3"), "--start"),
        (("--reach", "right_hand"), "right_hand:Cup"),
        (("--reach", "right_hnd:Box"), "'right_hand'"),
        (("--reach", "right_hand:Boxx"), "'Box'"),
        (("--look-at", "Anna.nos"), "'nose'"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(cast, shotwright, words, says):
    before = anna(cast)
    ending = shotwright("pose", cast, "--figure", "Anna", *words)
    assert ending.status == 2
    assert says in ending.err
    assert anna(cast) == before


@pytest.mark.parametrize(("figure", "says"), [("Box", "no figure"), ("Ana", "'Anna'")])
def test_only_figures_have_poses(cast, shotwright, figure, says):
    ending = shotwright("pose", cast, "--figure", figure, "--pose", "sit")
    assert ending.status == 2
    assert says in ending.err


def test_the_poses_are_listed_by_group(shotwright):
    ending = shotwright("poses", "--json")
    assert {row["name"] for row in ending.document["poses"]} == set(POSES)
    assert ending.document["hands"] == list(HANDS)
    seated = shotwright("poses", "--group", "seated", "--json").document["poses"]
    assert "sit" in {row["name"] for row in seated}
    assert {POSES[row["name"]].group for row in seated} == {"seated"}


@pytest.mark.parametrize(
    ("words", "says"),
    [(("sitt",), "'sit'"), (("--group", "seeted"), "'seated'"),
     (("sit", "--group", "seated"), "not both"), (("sit", "--picture", "a.jpg"), "a.png")],
)  # fmt: skip
def test_unknown_poses_and_groups_are_refused(shotwright, here, words, says):
    ending = shotwright("poses", *words)
    assert ending.status == 2
    assert says in ending.err
    assert list(here.iterdir()) == []


@pytest.mark.gpu
def test_the_page_of_poses_has_two_lit_views_of_each(shotwright, here):
    ending = shotwright("poses", "sit", "sit-relaxed", "--picture", "page.png")
    assert ending.status == 0, ending.err
    page = np.asarray(Image.open(here / "page.png").convert("RGB")).astype(float)
    assert page.shape[1] == 1920
    # The sweater is the only thing on the page that is red; it is in all four half tiles.
    red = (page[..., 0] > 1.8 * page[..., 2]) & (page[..., 0] > 60) & (page[..., 1] < 90)
    for left in (40, 40 + 308):
        for half in (0, 147):
            assert red[:, left + half : left + half + 147].sum() > 300
    assert red[:, 40 + 2 * 308 :].sum() == 0


def test_what_was_saved_can_be_evaluated(cast, shotwright):
    assert shotwright("pose", cast, "--figure", "Anna", "--walk", "2,0", "2,3").status == 0
    project = load_project(cast)
    timeline = timeline_of(project, project.scenes[0])
    assert np.isfinite(timeline.worlds(timeline.values(30.0))).all()


@pytest.mark.parametrize("words", [("--look-at", "Anna"), ("--reach", "right_hand:Anna")])
def test_nobody_looks_at_or_reaches_for_the_whole_of_oneself(cast, shotwright, words):
    ending = shotwright("pose", cast, "--figure", "Anna", *words)
    assert ending.status == 2
    assert "Anna cannot" in ending.err
    assert "Anna." in ending.err
