"""`prompt`: the words of shots, told, edited and counted."""

import pytest

from compose.edits import set_node
from compose.files import load_project, save_project

pytestmark = pytest.mark.gpu


def test_people_and_programs_are_told_the_same_words(shotwright, film):
    told = shotwright("prompt", "film", "--json").document["shots"][0]
    shown = shotwright("prompt", "film").out
    assert told["tabs"]["scene"]["text"] in shown
    assert told["count"] == len(told["prompt"])
    assert not told["tabs"]["scene"]["edited"]


def test_words_are_kept_in_the_shot_flagged_when_old_and_cleared(shotwright, film):
    own = "A grey box in the rain."
    assert shotwright("prompt", "film", "--shot", "010", "--set", f"scene={own}").status == 0
    assert load_project(film).shot("010").prompt.scene == own
    told = shotwright("prompt", "film", "--json").document["shots"][0]
    assert told["tabs"]["scene"] | {"automatic": ""} == {
        "text": own, "automatic": "", "edited": True, "stale": False,
    }  # fmt: skip
    project = load_project(film)
    scene = project.scenes[0]
    moved = set_node(project, scene.id, scene.find("Box").id, visible=False)
    save_project(moved, film)
    ending = shotwright("prompt", "film", "--json")
    assert ending.document["shots"][0]["tabs"]["scene"]["stale"] is True
    assert own in ending.document["shots"][0]["prompt"]
    assert "older than the scene" in ending.err
    assert shotwright("prompt", "film", "--shot", "010", "--clear", "scene").status == 0
    assert load_project(film).shot("010").prompt.scene is None


@pytest.mark.parametrize(
    ("flags", "words"),
    [(("--set", "scene"), "scene="), (("--set", "lightning=x"), "lighting"),
     (("--clear", "stile"), "style"), (("--set", "scene=  "), "empty"),
     (("--model", "veo-31"), "veo"), (("--mode", "image"), "--model")],
)  # fmt: skip
def test_what_cannot_be_done_is_the_users_mistake_with_a_way_out(shotwright, film, flags, words):
    ending = shotwright("prompt", "film", "--shot", "010", *flags)
    assert ending.status == 2
    assert words in ending.err


def test_a_model_that_reads_little_gets_less_and_says_what_is_left_out(shotwright, film):
    long = " ".join(f"Sentence number {k} is here." for k in range(200))
    shotwright("prompt", "film", "--shot", "010", "--set", f"style={long}")
    asked = ("prompt", "film", "--model", "kling-3-pro", "--mode", "start-frame", "--json")
    told = shotwright(*asked).document["shots"][0]
    assert told["limit"] == 2500
    assert told["count"] == len(told["prompt"]) <= 2500
    assert told["cut"]
    assert told["prompt"].endswith("is here.")
