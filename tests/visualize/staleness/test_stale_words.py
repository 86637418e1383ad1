"""Prompts and reference pictures: what would be told and sent today, for models that read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose.edits import clear_prompt, set_node, set_project, set_prompt, set_shot
from compose.project import Project
from tests.builders.recorded_takes import hosted, take_of, yard
from visualize.order import PromptText
from visualize.staleness import stale_parts
from visualize.takes.take import Take


def parts_after(take: Take, project: Project) -> list[str]:
    """The parts of a take that differ from a project."""
    return [reason.part for reason in stale_parts(project, [take])[take.id]]


@pytest.mark.parametrize("tab", ["scene", "style", "lighting"])
def test_words_of_the_shots_own_count_by_tab_for_models_that_read_them(tab: str) -> None:
    told, drawn = take_of(yard(), **hosted()), take_of(yard())
    after = set_prompt(yard(), "sht_push", tab, "Rain on tin.")
    assert parts_after(told, after) == [f"prompt:{tab}"]
    assert parts_after(drawn, after) == []
    same = set_prompt(after, "sht_push", tab, "Rain  on tin. ")
    assert parts_after(take_of(after, **hosted()), same) == []
    assert parts_after(told, clear_prompt(after, "sht_push", tab)) == []


def test_words_that_were_given_for_one_order_stay_what_they_are() -> None:
    words = PromptText(scene="A courier.", style="Ink.")
    take = take_of(yard(), words=words, **hosted())
    after = set_prompt(yard(), "sht_push", "scene", "Something else.")
    assert parts_after(take, set_project(after, bible="Cold and clean.")) == []
    assert parts_after(take, set_prompt(yard(), "sht_push", "lighting", "Dusk.")) == [
        "prompt:lighting"
    ]


def test_the_bible_and_the_description_are_told_where_the_words_follow_the_scene() -> None:
    take = take_of(yard(), **hosted())
    assert parts_after(take, set_project(yard(), bible="Cold and clean.")) == ["prompt:style"]
    assert parts_after(take, set_project(yard(), bible="Grainy  and warm.")) == []
    told = set_shot(yard(), "sht_push", description="She waits.")
    assert parts_after(take, told) == ["prompt:scene"]


def test_the_focus_is_told_and_not_drawn() -> None:
    def focused(project: Project) -> Project:
        from compose.edits import set_payload

        return set_payload(project, "Yard", "Camera", focus_distance_m=9.0)

    assert parts_after(take_of(yard(), **hosted()), focused(yard())) == ["camera:focus"]
    assert parts_after(take_of(yard()), focused(yard())) == []


def test_sounds_count_for_takes_with_sound_alone() -> None:
    noisy = set_shot(yard(), "sht_push", notes="SFX: a tram bell")
    facts = hosted()
    silent = take_of(yard(), **facts)
    heard = take_of(yard(), **facts, options={**silent.made.options, "audio": True})
    assert parts_after(silent, noisy) == []
    assert parts_after(heard, noisy) == ["prompt:sound"]


def with_pictures(folder: Path, **contents: bytes) -> Project:
    """The yard in a folder that holds these files; the courier refers to ``pictures/a.png``."""
    for name, content in contents.items():
        path = folder / "pictures" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    project = yard().replace(root=folder)
    return set_node(project, "Yard", "Courier", references=("pictures/a.png",))


def test_reference_pictures_count_by_content_and_only_those_in_sight(tmp_path: Path) -> None:
    project = with_pictures(tmp_path, a=b"one", b=b"one", c=b"two")
    take = take_of(project, **hosted())
    renamed = set_node(project, "Yard", "Courier", references=("pictures/b.png",))
    assert parts_after(take, renamed) == []
    other = set_node(project, "Yard", "Courier", references=("pictures/c.png",))
    assert parts_after(take, other) == ["references"]
    behind = set_node(project, "Yard", "Shed", references=("pictures/c.png",))
    assert parts_after(take, behind) == []
    assert parts_after(take, set_shot(project, "sht_push", references=("pictures/c.png",))) == [
        "references"
    ]


def test_a_picture_that_is_gone_or_painted_over_is_another_one(tmp_path: Path) -> None:
    project = with_pictures(tmp_path, a=b"one")
    take = take_of(project, **hosted())
    (tmp_path / "pictures" / "a.png").write_bytes(b"three")
    assert parts_after(take, project) == ["references"]
    (tmp_path / "pictures" / "a.png").unlink()
    assert parts_after(take, project) == ["references"]


def test_reference_pictures_are_nothing_to_models_that_take_none(tmp_path: Path) -> None:
    project = with_pictures(tmp_path, a=b"one", c=b"two")
    take = take_of(project, takes_references=False, **hosted())
    other = set_node(project, "Yard", "Courier", references=("pictures/c.png",))
    assert parts_after(take, other) == []
