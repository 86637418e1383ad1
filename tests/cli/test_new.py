"""New projects: complete, loadable, and never over something that exists."""

import json
import os

import pytest

from compose.files import check_project, load_project


def test_a_new_project_has_what_a_first_shot_needs_and_no_problem(film):
    project = load_project(film)
    kinds = sorted(node.payload.kind for node in project.scenes[0].nodes)
    assert kinds == ["camera", "light", "primitive", "primitive"]
    assert [shot.number for shot in project.in_sequence()] == ["010"]
    assert check_project(film) == []


def test_an_empty_project_has_one_scene_with_nothing_in_it(here, shotwright):
    ending = shotwright("new", "bare", "--empty")
    project = load_project(here / "bare")
    assert ending.status == 0
    assert (len(project.scenes), project.scenes[0].nodes, project.shots) == (1, (), ())
    assert check_project(here / "bare") == []


def test_a_sample_is_copied_under_a_new_name_and_a_new_id(here, shotwright):
    first = shotwright("new", "one", "--sample", "street", "--json").document
    second = shotwright("new", "two", "--sample", "street", "--json").document
    assert first["id"] != second["id"]
    assert (first["name"], first["shots"]) == ("one", ["010", "020", "030"])
    assert [p for p in check_project(here / "one") if p.level == "error"] == []


def test_the_next_command_to_try_is_printed_and_works(here, shotwright):
    line = shotwright("new", "bare", "--empty").out.splitlines()[-1]
    assert line == "Next: shotwright info bare"
    assert shotwright(*line.removeprefix("Next: shotwright ").split()).status == 0


@pytest.mark.parametrize("make", [os.mkdir, lambda path: path.touch()])
def test_what_exists_is_not_touched(here, shotwright, make):
    taken = here / "taken"
    make(taken)
    if taken.is_dir():
        (taken / "keep.txt").write_text("mine")
    ending = shotwright("new", "taken")
    assert ending.status == 2
    assert "taken exists already" in ending.err
    assert not list(taken.glob("*.json"))


def test_a_link_that_leads_nowhere_counts_as_taken(here, shotwright):
    (here / "link").symlink_to(here / "gone")
    assert shotwright("new", "link").status == 2
    assert not (here / "gone").exists()


def test_an_empty_folder_may_become_a_project(here, shotwright):
    (here / "film").mkdir()
    assert shotwright("new", "film").status == 0


@pytest.mark.parametrize("name", ["", " ", ".", "..", "a\nb", "\x1b[2J"])
def test_a_name_that_is_no_name_is_a_mistake(here, shotwright, name):
    ending = shotwright("new", name)
    assert ending.status == 2
    assert list(here.iterdir()) == []


def test_a_path_may_lead_to_the_name(here, shotwright):
    assert shotwright("new", "deep/er/film").status == 0
    assert json.loads((here / "deep/er/film/project.json").read_text())["name"] == "film"


def test_an_unknown_sample_offers_the_nearest(here, shotwright):
    ending = shotwright("new", "film", "--sample", "streat")
    assert ending.status == 2
    assert "Did you mean 'street'?" in ending.err
    assert list(here.iterdir()) == []


def test_sample_and_empty_exclude_each_other(here, shotwright):
    assert shotwright("new", "film", "--sample", "street", "--empty").status == 2
