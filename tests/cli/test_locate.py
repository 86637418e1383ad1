"""Which project a command is about."""

import pytest

from cli.locate import chosen_shots, output_folder, project_folder
from compose.errors import NotFoundError
from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError


def test_the_project_is_found_from_a_folder_inside_it(film, monkeypatch):
    inside = film / "assets" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert project_folder(None) == film


def test_the_path_may_name_the_folder_or_its_project_file(film):
    assert project_folder(str(film)) == project_folder(str(film / "project.json")) == film


@pytest.mark.parametrize("given", [None, "nowhere", "."])
def test_no_project_is_a_mistake_that_names_the_way_to_one(here, given):
    with pytest.raises(UsageError, match=r"shotwright new NAME|--shot"):
        project_folder(given)


def _shot(number: str) -> Shot:
    return Shot(
        id=f"sho_{number}", number=number, name="x", scene="scn_a", camera="nod_c", start=0, end=9
    )


SHOTS = Project(
    id="prj_a",
    name="p",
    shots=(_shot("010"), _shot("020"), _shot("030")),
    sequence=("sho_030", "sho_010"),
)


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        ([], ["030", "010", "020"]),
        (["all"], ["030", "010", "020"]),
        (["20", "020"], ["020"]),
        (["030", "sho_010"], ["030", "010"]),
    ],
)
def test_shots_come_in_story_order_or_as_asked_each_once(names, numbers):
    assert [shot.number for shot in chosen_shots(SHOTS, names)] == numbers


def test_an_unknown_shot_offers_the_nearest():
    with pytest.raises(NotFoundError, match="'020'"):
        chosen_shots(SHOTS, ["0200"])


def test_a_project_without_shots_says_so():
    with pytest.raises(UsageError, match="no shots yet"):
        chosen_shots(Project(id="prj_a", name="p"), [])


def test_files_go_to_out_in_the_project_unless_told(tmp_path):
    assert output_folder(None, tmp_path) == tmp_path / "out"
    assert str(output_folder("elsewhere", tmp_path)) == "elsewhere"
