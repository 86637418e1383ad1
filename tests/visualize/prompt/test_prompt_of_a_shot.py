"""What a shot shows becomes words: only what is there, edits that stick, and age that shows."""

import subprocess
import sys

import pytest

from compose.edits import clear_prompt, set_keyframe, set_node, set_project, set_prompt, set_shot
from models.card import PromptRule
from tests.visualize.prompt.prompt_stage import END, person, stage, walking, wall
from visualize.order import PromptText
from visualize.prompt import shot_prompt
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as made:
        yield made


@pytest.fixture
def told(renderer):
    def told(project, **asked):
        return shot_prompt(project, project.shots[0], renderer=renderer, **asked)

    return told


def test_someone_hidden_behind_a_wall_is_not_in_the_prompt(told):
    project = person(stage(), "Ben", (0.8, 0.0, -2.0))
    assert "Ben" in told(project).tab("scene").text
    hidden = wall(project, (1.2, 0.0, -1.0), 2.5)
    assert "Ben" not in told(hidden).tab("scene").text


@pytest.mark.parametrize(
    ("start", "end", "way"), [(-1.2, 1.2, "from left to right"), (1.2, -1.2, "from right to left")]
)
def test_a_walk_is_told_with_its_way_across_the_picture(told, start, end, way):
    text = told(walking(stage(), "Anna", start, end)).tab("scene").text
    assert "walks" in text
    assert way in text


def test_a_picture_of_one_frame_tells_no_motion(told):
    text = told(walking(stage(), "Anna", -1.2, 1.2), frame=10).tab("scene").text
    assert "camera" not in text
    assert "walks" not in text


def test_a_camera_that_stands_holds_still_and_one_that_nears_moves_in(told):
    still = stage()
    assert "camera holds still" in told(still).tab("scene").text
    camera = still.scenes[0].find("Camera").id
    for frame, z in ((0, 4.0), (END - 1, 2.5)):
        still = set_keyframe(
            still, scene="Old harbour", node=camera, channel="translation.z", frame=frame, value=z
        )
    text = told(still).tab("scene").text
    assert "pushes in" in text or "dollies forward" in text


def test_sunlight_from_the_right_is_told_so(told):
    # turned by −90° about Y a light shines along its −Z, to +X: it comes from the left
    assert "sunlight from the left" in told(stage()).tab("lighting").text


def test_style_is_the_bible(told):
    assert told(stage("Hand-held. Grainy.")).tab("style").text == "Hand-held. Grainy."


def test_words_of_the_users_own_stay_when_the_scene_changes_and_then_are_stale(told):
    project = stage()
    shot = project.shots[0].id
    seen = told(project).facts.fingerprint("scene")
    project = set_prompt(project, shot, "scene", "A woman waits. Rain.", seen=seen)
    assert told(project).tab("scene").stale is False
    moved = person(project, "Ben", (0.8, 0.0, -1.0))
    assert told(moved).tab("scene").text == "A woman waits. Rain."
    assert told(moved).tab("scene").stale is True
    assert told(moved).stale == ("scene",)
    assert told(set_project(moved, bible="New.")).tab("style").stale is None
    assert "Ben" in told(clear_prompt(moved, shot, "scene")).tab("scene").text


def test_a_change_that_nobody_sees_makes_no_prompt_stale(told):
    project = stage()
    before = told(project).facts
    anna = project.scenes[0].find("Anna").id
    nudged = set_node(project, "Old harbour", anna, translation=(0.001, 0.0, 0.0))
    assert told(nudged).facts.fingerprint("scene") == before.fingerprint("scene")


def test_lines_and_sounds_come_only_from_the_notes_and_only_with_sound(told):
    notes = 'ANNA: "I have made up my mind."\nSFX: rain on glass\nRemember: check the lens'
    project = set_shot(stage(), "010", notes=notes)
    rule = PromptRule(dialogue=True)
    heard = told(project).fitted(rule, audio=True).text
    assert 'Anna says: "I have made up my mind."' in heard
    assert "rain on glass" in heard
    assert "check the lens" not in heard
    assert "made up" not in told(project).fitted(rule, audio=False).text
    assert "made up" not in told(project).fitted(PromptRule(), audio=True).text
    assert "says" not in told(stage()).fitted(rule, audio=True).text


def test_words_for_one_order_win_over_the_shots(told):
    project = set_prompt(stage(), "010", "style", "Ink.")
    assert told(project, text=PromptText(style="Oil.")).tab("style").text == "Oil."


def test_another_process_says_the_same_words(told):
    code = (
        "from tests.visualize.prompt.prompt_stage import stage, walking\n"
        "from visualize.prompt import shot_prompt\n"
        "p = walking(stage(), 'Anna', -1.2, 1.2)\n"
        "print(shot_prompt(p, p.shots[0]).fitted(__import__('models.card').card.PromptRule()).text)"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    mine = told(walking(stage(), "Anna", -1.2, 1.2)).fitted(PromptRule()).text
    assert other.stdout.strip() == mine
