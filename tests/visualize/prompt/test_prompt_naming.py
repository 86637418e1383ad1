"""People and things are called as a person would call them."""

import pytest

from compose.edits import add_node, add_scene, new_project
from compose.payload import Figure, Primitive, Prop
from visualize.prompt.cast import place_name
from visualize.prompt.colours import colour_name
from visualize.prompt.naming import described, naming_of


def named(name, payload, description=""):
    project = add_scene(new_project("Film"), "Room")
    project = add_node(project, "Room", "Anna", payload=Figure(kind="figure"))
    project = add_node(project, "Room", name, payload=payload, description=description)
    return naming_of(project.scenes[0], project.scenes[0].nodes[-1])


@pytest.mark.parametrize(
    ("srgb", "name"),
    [((255, 0, 0), "bright red"), ((10, 10, 10), "black"), ((255, 255, 255), "white"),
     ((0, 0, 128), "navy"), ((255, 165, 0), "orange"), ((128, 128, 128), "grey"),
     ((128, 0, 32), "burgundy"), ((64, 224, 208), "turquoise")],
)  # fmt: skip
def test_colours_have_the_names_that_css_and_painters_give_them(srgb, name):
    linear = [((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 255 / 12.92 for c in srgb]
    assert colour_name(linear) == name


def test_a_description_says_who_someone_is_and_after_a_semicolon_what_they_do():
    told = named("Mara", Figure(kind="figure"), "Mara, thirty, rust coat; she waits")
    assert (told.called, told.told, told.trait) == ("Mara", "Mara, thirty, rust coat", "she waits")


def test_a_name_is_put_before_a_description_without_it():
    assert named("Mara", Figure(kind="figure"), "thirty, rust coat").told == (
        "Mara, thirty, rust coat"
    )


def test_people_without_a_description_are_told_by_their_looks():
    told = named("Old man", Figure(kind="figure")).told
    assert told.startswith("an old man, a man in ")
    assert "hair" in told


@pytest.mark.parametrize(
    ("name", "called"),
    [("Parked van 2", "the parked van"), ("Curtain left", "the curtains"),
     ("Anna's mug", "Anna's mug"), ("Red house", "the red house")],
)  # fmt: skip
def test_things_are_common_nouns_without_what_only_tells_like_ones_apart(name, called):
    prop = "curtain" if "Curtain" in name else "mug"
    assert named(name, Prop(kind="prop", prop=prop)).called == called


def test_a_plain_shape_has_its_colour():
    box = Primitive(kind="primitive", shape="box")
    assert named("Box", box).told.endswith(" box")
    assert named("Box", box).told.split()[0] in ("a", "an")


@pytest.mark.parametrize(
    ("name", "place"),
    [("Harbour street", "a harbour street"), ("Attic", "an attic"),
     ("Times Square", "Times Square"), ("Scene 2", ""), ("Untitled", "")],
)  # fmt: skip
def test_a_scene_is_told_as_a_place_unless_its_name_is_a_label(name, place):
    assert place_name(name) == place


def test_a_description_of_blanks_is_none():
    assert described("  \n ") == ("", "")
