"""Check: every problem, and the exit status that says how bad it is."""

import json

import pytest


@pytest.fixture
def scene_file(film):
    return next((film / "scenes").iterdir())


@pytest.fixture
def spoil(scene_file):
    """Change the scene file behind the program's back."""

    def change(**fields):
        scene_file.write_text(json.dumps(json.loads(scene_file.read_text()) | fields))

    return change


def test_a_sound_project_has_no_problems(shotwright, film):
    ending = shotwright("check", film)
    assert (ending.status, ending.out) == (0, "No problems.\n")


def test_an_error_is_a_mistake_and_names_file_and_field(shotwright, film, spoil, scene_file):
    spoil(nodes=[{"id": "nod_a"}])
    ending = shotwright("check", film)
    assert ending.status == 2
    assert f"error: scenes/{scene_file.name}: nodes[0]" in ending.out


def test_a_warning_is_no_mistake_unless_strict(shotwright, film, spoil):
    spoil(enviroment={})
    assert shotwright("check", film).status == 0
    assert shotwright("check", film, "--strict").status == 2


def test_programs_read_every_problem_and_its_parts(shotwright, film, spoil):
    spoil(enviroment={})
    found = shotwright("check", film, "--json").document
    assert (found["ok"], found["errors"], found["warnings"]) == (True, 0, 1)
    assert set(found["problems"][0]) == {"level", "file", "field", "message", "hint"}


def test_a_file_that_is_no_json_is_told_in_words(shotwright, film, scene_file):
    scene_file.write_text("{")
    ending = shotwright("check", film)
    assert ending.status == 2
    assert "not JSON" in ending.out
    assert "Traceback" not in ending.err
