"""`shotwright add`: what stands on the stage after it, and what is refused in words."""

from __future__ import annotations

import numpy as np
import pytest

from compose.evaluation import world_matrices
from compose.files import check_project, load_project
from compose.kit import PROPS
from compose.payload import CameraPayload, Figure, LightPayload, Primitive, Prop


def stage(film):
    return load_project(film).scenes[0]


def world(film, name):
    project = load_project(film)
    return world_matrices(project, project.scenes[0])[project.scenes[0].find(name).id]


def test_a_prop_is_added_where_and_as_it_is_asked_for(film, shotwright):
    ending = shotwright("add", "table", film, "--name", "Desk", "--at", "-1,0,2", "--turn", "30",
                        "--set", "width=2.2", "--set", "made_of=walnut", "--json")  # fmt: skip
    assert ending.status == 0, ending.err
    node = stage(film).find("Desk")
    assert isinstance(node.payload, Prop)
    assert node.payload.parameters == {"width": 2.2, "made_of": "walnut"}
    assert node.translation == (-1.0, 0.0, 2.0)
    assert node.rotation_deg == (0.0, 30.0, 0.0)
    assert ending.document["node"] == node.id


@pytest.mark.parametrize("name", ["sphere", "shape:arch"])
def test_a_shape_is_a_primitive_with_a_colour_of_its_own(film, shotwright, name):
    # IEC 61966-2-1: the code 0x80 is 0.2158605 in linear light.
    ending = shotwright("add", name, film, "--name", "It", "--color", "#ff8000")
    assert ending.status == 0, ending.err
    node = stage(film).find("It")
    assert isinstance(node.payload, Primitive)
    assert node.payload.shape == name.removeprefix("shape:")
    assert node.color == pytest.approx((1.0, 0.2158605, 0.0), abs=1e-6)


def test_a_word_that_both_know_means_the_prop_of_the_kit(film, shotwright):
    assert shotwright("add", "arch", film).status == 0
    assert isinstance(stage(film).find("Arch").payload, Prop)


def test_a_figure_has_the_body_and_the_pose_that_are_asked_for(film, shotwright):
    ending = shotwright("add", "figure", film, "--name", "Anna", "--age", "teen", "--sex", "female",
                        "--height", "1.6", "--build", "-0.5", "--outfit", "dress", "--hair", "bun",
                        "--pose", "wave", "--color", "top=#ffffff")  # fmt: skip
    assert ending.status == 0, ending.err
    anna = stage(film).find("Anna").payload
    assert isinstance(anna, Figure)
    assert (anna.body.age, anna.body.sex, anna.body.outfit) == ("teen", "female", "dress")
    assert (anna.body.height_m, anna.body.build, anna.body.hair_style) == (1.6, -0.5, "bun")
    assert anna.body.top == (1.0, 1.0, 1.0)
    assert anna.performance.pose == "wave"


def test_lights_and_cameras_take_their_own_settings(film, shotwright):
    assert shotwright("add", "light", film, "--name", "Sun 2", "--set", "type=directional",
                      "--tilt", "-40").status == 0  # fmt: skip
    assert shotwright("add", "camera", film, "--name", "B", "--set", "focal_length_mm=85",
                      "--set", "sensor=full-frame", "--aim", "Box").status == 0  # fmt: skip
    sun, camera = stage(film).find("Sun 2"), stage(film).find("B")
    assert isinstance(sun.payload, LightPayload)
    assert sun.payload.type == "directional"
    assert sun.rotation_deg == (-40.0, 0.0, 0.0)
    assert isinstance(camera.payload, CameraPayload)
    assert (camera.payload.focal_length_mm, camera.payload.sensor) == (85.0, "full-frame")
    assert camera.payload.aim.node == stage(film).find("Box").id


def test_what_is_put_on_a_thing_stands_on_top_of_it(film, shotwright):
    assert shotwright("add", "apple_box", film, "--name", "Crate", "--at", "0,0.25,0").status == 0
    assert shotwright("add", "mug", film, "--on", "Crate").status == 0
    # A full apple box is 8 inches high, whichever way it was measured.
    assert world(film, "Mug")[1, 3] == pytest.approx(0.25 + 8 * 0.0254, abs=1e-3)


def test_what_is_put_into_a_hand_hangs_on_its_joint(film, shotwright):
    assert shotwright("add", "figure", film, "--name", "Anna", "--at", "2,0,1").status == 0
    assert shotwright("add", "torch", film, "--on", "Anna.right_grip").status == 0
    node = stage(film).find("Torch")
    assert node.parent.joint == "right_grip"
    place = world(film, "Torch")[:3, 3]
    # A hand that hangs is at hip height, an arm's length from the middle of the body at most.
    assert 0.5 < place[1] < 1.1
    assert np.linalg.norm(place[[0, 2]] - (2.0, 1.0)) < 0.6


def test_equal_names_are_told_apart(film, shotwright):
    for _ in range(2):
        assert shotwright("add", "group", film, "--name", "Set").status == 0
    names = [node.name for node in stage(film).nodes]
    assert len(set(names)) == len(names)


def test_a_project_with_things_added_has_no_problems(film, shotwright):
    for words in (("car",), ("figure", "--pose", "sit"), ("light",), ("camera",), ("wall",)):
        assert shotwright("add", words[0], film, *words[1:]).status == 0
    assert not check_project(film)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("figur",), "'figure'"),
        (("sofaa",), "'sofa'"),
        (("shape:sfere",), "'sphere'"),
        (("chair", "--set", "witdh=2"), "'width'"),
        (("chair", "--set", "width"), "name=value"),
        (("chair", "--color", "seet=#ffffff"), "'seat"),
        (("chair", "--color", "seat=red"), "#c0392b"),
        (("chair", "--color", "#ff0000"), "Say of what"),
        (("chair", "--on", "Boxx"), "'Box'"),
        (("chair", "--on", "Box.lid"), "no joints"),
        (("chair", "--at", "1,2"), "three numbers"),
        (("chair", "--at", "1,2,nan"), "not a number"),
        (("chair", "--pose", "sit"), "--pose says nothing about a prop"),
        (("figure", "--pose", "sitt"), "'sit'"),
        (("figure", "--height", "9"), "height_m"),
        (("figure", "--outfit", "coot"), "'coat'"),
        (("figure", "--color", "topp=#ffffff"), "'top'"),
        (("light", "--set", "intensty=3"), "'intensity'"),
        (("camera", "--set", "focal_length_mm=-5"), "focal_length_mm"),
        (("camera", "--color", "#ffffff"), "--color says nothing about a camera"),
        (("group", "--set", "width=1"), "--set says nothing about a group"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(film, shotwright, words, says):
    before = stage(film)
    ending = shotwright("add", words[0], film, *words[1:])
    assert ending.status == 2
    assert says in ending.err
    assert stage(film) == before


def test_a_project_in_the_place_of_the_thing_is_pointed_out(film, shotwright, here):
    ending = shotwright("add", "film")
    assert ending.status == 2
    assert "film is a project" in ending.err


def test_every_prop_of_the_kit_can_be_added_by_its_name_with_hyphens():
    from cli.adding import kind_of

    assert all(kind_of(name.replace("_", "-")) == ("prop", name) for name in PROPS)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("camera", "--set", "gate=weird"), "gate"),
        (("camera", "--set", "sensor=super36"), "'super-35'"),
        (("light", "--set", "type=spto"), "'spot'?\n"),
        (("chair", "--at", "1e12,0,0"), "larger than anything"),
        (("group", "--name", "  "), "no name"),
        (("group", "--name", "a\nb"), "no name"),
    ],
)
def test_a_camera_a_place_and_a_name_that_cannot_be_are_refused(shotwright, film, words, says):
    ending = shotwright("add", words[0], film, *words[1:])
    assert ending.status == 2
    assert says in ending.err
