"""`takes` lists, shows and judges what a project holds, by names that people type."""

import json

import pytest

from compose.edits import remove_shot, rename, set_shot
from compose.files import load_project, save_project
from tests.builders.finished_jobs import finished_job, moving_box
from tests.builders.small_project import small_project
from visualize.takes.keeping import TakeKeeper


@pytest.fixture
def made(here):
    """A project with three takes of the shot ``020 push``."""
    root = here / "film"
    project = small_project()
    save_project(project, root)
    project = load_project(root)
    keeper = TakeKeeper(lambda _: project, lambda *_: "", lambda _: ("Acme Dream", False))
    result = moving_box(here / "job" / "result.mp4")
    for name in ("job_aaaa1111", "job_bbbb2222", "job_cccc3333"):
        keeper.keep(finished_job(root, (result,), job=name))
    return root


def listed(shotwright, *flags):
    return [
        take["take"]["number"]
        for take in shotwright("takes", "film", *flags, "--json").document["takes"]
    ]


def test_without_takes_it_says_how_to_make_one(shotwright, film):
    ending = shotwright("takes", "film")
    assert ending.status == 0
    assert "shotwright generate" in ending.out
    assert shotwright("takes", "film", "--json").document == {"takes": []}


def test_every_take_is_listed_with_what_made_it_and_what_it_cost(shotwright, made):
    _head, *lines = shotwright("takes", "film").out.splitlines()[:4]
    assert [line.split()[0] for line in lines] == [f"020_push_take{n}" for n in (1, 2, 3)]
    for word in ("start-frame", "Acme Dream", "0.25 s", "64x36", "$0.60"):
        assert all(word in line for line in lines)


def test_the_project_is_found_from_inside_it(shotwright, made, monkeypatch):
    monkeypatch.chdir(made / "takes")
    assert "020_push_take3" in shotwright("takes").out
    assert "tak_" in shotwright("takes", "show", "020_push_take1").out


def test_showing_a_take_tells_how_it_was_made(shotwright, made):
    told = shotwright("takes", "film", "show", "020_push_take2").out
    for words in (
        "acme/dream on acme", "A chair slides.", "seed      7", "frames 24 to 29", "$0.60",
        "estimated $0.50 to $0.70", "start: frame 24 of shot 020", "job_bbbb2222",
    ):  # fmt: skip
        assert words in told
    assert "changed since" not in told
    facts = shotwright("takes", "film", "show", "020_push_take2", "--json").document
    assert facts["take"] == json.loads((made / facts["sidecar"]).read_text())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda project: rename(project, "Room", "Chair", "Stool"), "the scene has changed since"),
        (lambda project: set_shot(project, "020", end=40), "the shot has changed since"),
        (lambda project: remove_shot(project, "020"), "this shot no more"),
    ],
    ids=["scene", "shot", "gone"],
)
def test_a_take_says_when_what_it_was_made_of_is_another_now(shotwright, made, change, words):
    save_project(change(load_project(made)), made)
    assert words in shotwright("takes", "film", "show", "020_push_take1").out
    assert listed(shotwright, "--shot", "020 push") == [1, 2, 3]


def test_judging_changes_the_review_and_never_the_provenance(shotwright, made):
    sidecar = next(made.glob("takes/*/020_push_take2.json"))
    before = sidecar.read_bytes()
    for words in (("rate", "4"), ("tag", "hero", "wide"), ("untag", "wide"), ("reject",)):
        action, *values = words
        assert shotwright("takes", "film", action, "020_push_take2", *values).status == 0
    assert shotwright("takes", "film", "note", "020_push_take2", "Hands", "drift.").status == 0
    facts = shotwright("takes", "film", "show", "020_push_take2", "--json").document["review"]
    assert (facts["rating"], facts["tags"], facts["rejected"]) == (4, ["hero"], True)
    assert facts["note"] == "Hands drift."
    assert sidecar.read_bytes() == before


def test_filters_leave_out_what_is_not_like_that(shotwright, made):
    shotwright("takes", "film", "rate", "020_push_take1", "2")
    shotwright("takes", "film", "rate", "020_push_take3", "5")
    shotwright("takes", "film", "tag", "020_push_take3", "hero")
    shotwright("takes", "film", "reject", "020_push_take2")
    assert listed(shotwright) == [1, 2, 3]
    assert listed(shotwright, "--kept") == [1, 3]
    assert listed(shotwright, "--stars", "3") == [3]
    assert listed(shotwright, "--tag", "hero") == [3]
    assert listed(shotwright, "--model", "dream", "--mode", "start-frame") == [1, 2, 3]
    assert listed(shotwright, "--model", "acme/other") == []
    assert listed(shotwright, "--shot", "010") == []
    assert listed(shotwright, "--shot", "push") == [1, 2, 3]


def test_a_rejected_take_can_be_kept_again(shotwright, made):
    shotwright("takes", "film", "reject", "020_push_take1")
    shotwright("takes", "film", "keep", "020_push_take1")
    assert listed(shotwright, "--kept") == [1, 2, 3]


def test_rebuilding_finds_what_was_moved_by_hand_and_names_what_is_broken(shotwright, made):
    shotwright("takes", "film")
    folder = next(made.glob("takes/020*"))
    (folder / "020_push_take1.json").write_text("{", encoding="utf-8")
    ending = shotwright("takes", "film", "rebuild")
    assert ending.status == 1
    assert "2 takes" in ending.out
    assert "020_push_take1.json" in ending.err
    assert listed(shotwright) == [2, 3]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("shwo", "020_push_take1"), "'show'"),
        (("film", "shwo"), "'show'"),
        (("film", "frobnicate"), "rebuild"),
        (("film", "show"), "Say which take"),
        (("film", "show", "020_push_tke1"), "020_push_take1"),
        (("film", "show", "tak_zz"), "Known"),
        (("film", "show", "020_push_take1", "now"), "one word too many"),
        (("film", "rate", "020_push_take1"), "0 to 5"),
        (("film", "rate", "020_push_take1", "6"), "0 to 5"),
        (("film", "tag", "020_push_take1"), "Say the tags"),
        (("film", "untag", "020_push_take1", "hero"), "no tags"),
        (("film", "tag", "020_push_take1", "x" * 65), "tags"),
        (("film", "--shot", "030"), "020"),
        (("film", "--mode", "imag"), "'image'"),
        (("nowhere",), "no such folder"),
    ],
    ids=" ".join,
)
def test_a_slip_is_answered_with_what_was_meant(shotwright, made, words, hint):
    ending = shotwright("takes", *words)
    assert ending.status == 2
    assert hint in ending.err
    assert not list(made.glob("takes/*/*.review.json"))
