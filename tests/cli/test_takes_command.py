"""`takes` lists, shows and judges what a project holds, by names that people type."""

import json

import pytest

from compose.edits import remove_shot, set_node, set_shot
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
    document = shotwright("takes", "film", "--json").document
    assert (document["takes"], document["total"]) == ([], 0)


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
        (lambda project: set_node(project, "Room", "Chair", translation=(1.0, 0.3, -2.0)), "Chair"),
        (lambda project: set_node(project, "Room", "Camera", translation=(0.0, 1.0, 5.0)),
         "camera"),
        (lambda project: remove_shot(project, "020"), "no longer in the project"),
    ],
    ids=["node", "camera", "gone"],
)  # fmt: skip
def test_a_take_says_what_of_its_shot_is_another_now(shotwright, made, change, words):
    assert "stale" not in shotwright("takes", "film", "show", "020_push_take1").out
    assert "None of the 3 takes" in shotwright("takes", "film", "--stale").out
    save_project(change(load_project(made)), made)
    told = shotwright("takes", "film", "show", "020_push_take1").out
    assert words in told.split("stale: ")[1].splitlines()[0]
    stale = shotwright("takes", "film", "--stale", "--json").document
    assert stale["total"] == 3
    assert all(words in take["stale"] for take in stale["takes"])
    assert listed(shotwright, "--shot", "020 push") == [1, 2, 3]


def test_what_happens_to_another_shot_makes_no_take_stale(shotwright, made):
    save_project(set_shot(load_project(made), "010", name="opening", end=12), made)
    assert "None of the 3 takes" in shotwright("takes", "film", "--stale").out


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


def test_orders_pages_and_bounds(shotwright, made):
    for number, stars in ((1, "2"), (2, "5"), (3, "4")):
        shotwright("takes", "film", "rate", f"020_push_take{number}", stars)
    shotwright("takes", "film", "note", "020_push_take1", "Hands", "DRIFT.")
    assert listed(shotwright, "--sort", "rating") == [2, 3, 1]
    assert listed(shotwright, "--sort", "rating", "--reverse") == [1, 3, 2]
    assert listed(shotwright, "--sort", "rating", "--limit", "2", "--page", "2") == [1]
    assert listed(shotwright, "--text", "drift push") == [1]
    assert listed(shotwright, "--cost", "0.6:") == [1, 2, 3]
    assert listed(shotwright, "--cost", ":0.59") == []
    assert listed(shotwright, "--made", "2026-11-20:2026-11-22") == [1, 2, 3]
    assert listed(shotwright, "--made", ":2026-11-19") == []
    assert listed(shotwright, "--fidelity", "50:") == []
    ending = shotwright("takes", "film", "--limit", "2")
    assert "1 to 2 of 3 takes, $1.80; the next: --page 2" in ending.out
    assert "no page 9" in shotwright("takes", "film", "--limit", "2", "--page", "9").out


def test_the_pick_is_in_the_project_and_marked_wherever_takes_are_shown(shotwright, made):
    assert "has no pick" in shotwright("takes", "film", "unpick", "020").err
    assert "is the pick of shot 020" in shotwright("takes", "film", "pick", "020_push_take2").out
    assert "in place of" in shotwright("takes", "film", "pick", "020_push_take3").out
    picked = load_project(made).shot("020").pick
    assert [
        take["take"]["number"]
        for take in shotwright("takes", "film", "--json").document["takes"]
        if take["pick"]
    ] == [3]
    assert listed(shotwright, "--picked") == [3]
    assert listed(shotwright, "--unpicked") == [1, 2]
    assert shotwright("takes", "film").out.splitlines()[3].split()[-1] == "pick"
    assert "the pick of shot 020" in shotwright("takes", "film", "show", "020_push_take3").out
    assert shotwright("info", "film", "--json").document["shots"][1]["pick"] == picked
    assert "pick" in shotwright("info", "film").out
    assert shotwright("takes", "film", "unpick", "020_push_take3").status == 0
    assert load_project(made).shot("020").pick is None


def test_the_picks_are_the_sequence_with_its_gaps(shotwright, made):
    shotwright("takes", "film", "pick", "020_push_take2")
    ending = shotwright("takes", "film", "picks")
    assert ending.status == 0
    _head, first, second, *_rest = ending.out.splitlines()
    assert first.split()[:3] == ["010", "wide", "-"]
    assert "frames 24 to 29" in second
    assert "1 of 2 shots" in ending.out
    gap, pick = shotwright("takes", "film", "picks", "--json").document["picks"]
    assert (gap["pick"], gap["missing"]) == (None, "nothing is picked")
    assert pick["pick"]["take"]["made"]["mapping"]["start"] == 24.0
    assert pick["shot"]["start"] == 24


def test_what_is_binned_last_comes_back_first_and_a_pick_stays(shotwright, made):
    shotwright("takes", "film", "pick", "020_push_take3")
    for action in (("bin",), ("reject",)):
        ending = shotwright("takes", "film", *action, "020_push_take3")
        assert ending.status == 2
        assert "takes unpick 020" in ending.err
    shotwright("takes", "film", "bin", "020_push_take1")
    shotwright("takes", "film", "bin", "020_push_take2")
    assert listed(shotwright) == [3]
    assert "020_push_take2" in shotwright("takes", "film", "bin").out.splitlines()[1]
    shotwright("takes", "film", "restore")
    assert listed(shotwright) == [2, 3]
    assert shotwright("takes", "film", "restore", "020_push_take2").status == 2
    assert shotwright("takes", "film", "restore", "020_push_take1").status == 0
    assert listed(shotwright) == [1, 2, 3]


def test_a_take_from_the_year_one_is_shown(shotwright, made):
    sidecar = next(made.glob("takes/*/020_push_take2.json"))
    content = json.loads(sidecar.read_text())
    content["finished"] = "0001-01-01T00:00:00+23:59"
    sidecar.write_text(json.dumps(content))
    assert "0001-01-01" in shotwright("takes", "film", "show", "020_push_take2").out
    assert listed(shotwright, "--sort", "made") == [1, 3, 2]
    assert listed(shotwright, "--made", ":1990-01-01") == [2]


def test_the_bin_is_emptied_only_when_asked_to(shotwright, made):
    shotwright("takes", "film", "bin", "020_push_take1", "020_push_take2")
    ending = shotwright("takes", "film", "empty-bin")
    assert ending.status == 2
    assert "--yes" in ending.err
    assert len(shotwright("takes", "film", "bin", "--json").document["bin"]) == 2
    assert len(shotwright("takes", "film", "empty-bin", "--yes", "--json").document["deleted"]) == 2
    assert "The bin is empty" in shotwright("takes", "film", "bin").out
    assert listed(shotwright) == [3]


def test_a_foreign_clip_becomes_a_take(shotwright, made, here):
    clip = moving_box(here / "from a phone.mov", frames=9)
    flags = ("--shot", "010", "--model", "veo-9", "--note", "From Ana.", "--paid", "0.4")
    ending = shotwright("takes", "film", "import", clip, *flags)
    assert ending.status == 0
    assert "010" in ending.out
    facts = shotwright("takes", "film", "--shot", "010", "--json").document["takes"][0]
    assert (facts["take"]["made"]["model"], facts["review"]["note"]) == ("veo-9", "From Ana.")
    assert facts["take"]["made"]["reported_usd"] == 0.4
    name = facts["take"]["clip"]["file"]
    assert "veo-9 imported" in shotwright("takes", "film", "show", name).out
    again = shotwright("takes", "film", "import", clip, "--shot", "010", "--json").document
    assert again["is_new"] is False
    flags = ("--shot", "020", "--model", "toon", "--json")
    carded = shotwright("takes", "film", "import", clip, *flags).document["take"]
    assert (carded["made"]["model"], carded["made"]["no_ai"]) == ("local/toon", True)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("import", "clip.mp4"), "--shot 010"),
        (("import", "nowhere.mp4", "--shot", "010"), "cannot be read"),
        (("import", "film/project.json", "--shot", "010"), "no clip"),
        (("--picked", "--unpicked"), "give one"),
        (("bin", "--rejected"), "--rejected does not go with"),
        (("pick", "020_push_take1", "--page", "2"), "--page does not go with"),
        (("--offset", "3"), "--offset does not go with"),
        (("--cost", "cheap"), "no range"),
        (("--cost", "2:1"), "no range"),
        (("--made", "yesterday"), "no day"),
        (("--made", "2026-11-21:2026-11-01"), "before they begin"),
        (("--sort", "stars"), "choose from"),
        (("--page", "0"), "from 1"),
        (("unpick",), "which shot"),
        (("unpick", "020_push_take1"), "not the pick"),
        (("restore",), "bin is empty"),
        (("list", "020_push_take1"), "one word too many"),
    ],
    ids=" ".join,
)
def test_a_slip_changes_nothing(shotwright, made, words, hint):
    before = sorted(made.rglob("*"))
    ending = shotwright("takes", "film", *words)
    assert ending.status in (1, 2)
    assert hint in ending.err
    assert sorted(made.rglob("*")) == before


def test_flags_that_do_nothing_are_known_by_their_defaults():
    from cli.commands.takes import _FLAGS, COMMAND
    from cli.parser import command_parser

    of_every_command = {"project", "action", "rest", "json", "quiet", "debug"}
    found = vars(command_parser(COMMAND).read([]))
    assert {name: found[name] for name in found.keys() - of_every_command} == _FLAGS
