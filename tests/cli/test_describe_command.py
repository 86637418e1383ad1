"""`describe`: shots in words, and their cuts."""

import pytest

from compose.edits import add_shot
from compose.files import load_project, save_project


def test_people_and_programs_are_told_the_same(shotwright, film):
    told = shotwright("describe", "film", "--json").document["shots"][0]
    assert told["subjects"] == ["Box"]
    assert told["words"]["angle"] == "high"
    assert told["lens"]["focal_length_mm"] == 35
    assert told["sentence"] in shotwright("describe", "film").out


def test_the_frame_that_is_asked_for_is_described(shotwright, film):
    near, far = (
        shotwright("describe", "film", "--frame", frame, "--json").document["shots"][0]["words"]
        for frame in ("71", "0")
    )
    assert near["distance_m"] < far["distance_m"]


def test_the_same_camera_cut_to_itself_is_a_jump_cut(shotwright, film):
    project = load_project(film)
    save_project(
        add_shot(project, project.scenes[0].id, "Camera", name="again", start=72, end=90), film
    )
    ending = shotwright("describe", "film", "--continuity")
    assert "jump cut" in ending.out
    assert "010 push in" in ending.out
    found = shotwright("describe", "film", "--continuity", "--json").document["continuity"]
    assert [w["kind"] for w in found] == ["jump-cut"]


def test_one_shot_alone_has_no_cut_to_object_to(shotwright, film):
    assert "every cut" in shotwright("describe", "film", "--continuity").out


def test_an_unknown_shot_or_subject_is_refused_with_the_nearest(shotwright, film):
    for flags, offered in ((("--shot", "01O"), "010"), (("--subject", "Bax"), "Box")):
        ending = shotwright("describe", "film", *flags)
        assert ending.status == 2
        assert offered in ending.err


@pytest.mark.parametrize("frame", ["nan", "1e30"])
def test_a_frame_that_is_none_is_refused(shotwright, film, frame):
    ending = shotwright("describe", "film", "--frame", frame)
    assert ending.status == 2
    assert "frame" in ending.err.lower()
