"""`leaderboard` shows what is known, never ranks on little, and keeps votes."""

import json

import pytest

from tests.builders.judged_takes import Told, film_with

SHOTS = ("sht_push", "sht_wide")


@pytest.fixture(autouse=True)
def own_places(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def film(here):
    takes = [
        Told(id=f"tak_{model}{n}", model=f"acme/{model}", shot=SHOTS[n % 2], fidelity=level + n,
             usd=0.5, wait=90.0)
        for model, level in (("dream", 80.0), ("vista", 50.0)) for n in range(4)
    ]  # fmt: skip
    return film_with(here / "film", takes)


def models_of(ending):
    return {one["model"]: one for one in ending.document["boards"][0]["models"]}


def test_with_no_take_at_all_it_says_how_to_begin(shotwright, here):
    film_with(here / "film", [])
    ending = shotwright("leaderboard", "film")
    assert ending.status == 0
    assert "shotwright compare" in ending.out
    assert shotwright("leaderboard", "film", "--json").document["boards"] == []


def test_models_are_shown_with_counts_and_without_a_rank_from_two_shots(shotwright, film):
    ending = shotwright("leaderboard", "film")
    assert "8 takes of 2 shots and 0 votes, in 1 project" in ending.out
    assert "too few to rank (4)" in ending.out
    assert "$0.50" in ending.out
    assert "1.5 min" in ending.out
    found = models_of(shotwright("leaderboard", "film", "--json"))
    assert found["acme/dream"]["rank"] is None
    assert found["acme/dream"]["fidelity"]["mean"] == 81.5
    assert found["acme/dream"]["fidelity"]["takes"] == 4


def test_several_projects_count_together_and_enough_shots_are_ranked(shotwright, here, film):
    for film_number in range(3):
        takes = [
            Told(id=f"tak_{model}{n}_{film_number}", model=f"acme/{model}",
                 shot=f"sht_{film_number}_{n}", fidelity=level + n)
            for model, level in (("dream", 80.0), ("vista", 50.0)) for n in range(3)
        ]  # fmt: skip
        film_with(here / f"film{film_number}", takes)
    ending = shotwright("leaderboard", "film", "film0", "film1", "film2", "--json")
    found = models_of(ending)
    assert (found["acme/dream"]["rank"], found["acme/vista"]["rank"]) == (1, 2)
    assert found["acme/dream"]["takes"] == 13


@pytest.mark.parametrize(
    ("flags", "models"),
    [
        (("--mode", "start-end"), []),
        (("--mode", "start-frame"), ["acme/dream", "acme/vista"]),
        (("--local",), []),
        (("--hosted",), ["acme/dream", "acme/vista"]),
        (("--kind", "static"), ["acme/dream", "acme/vista"]),
        (("--kind", "crane"), []),
    ],
    ids=str,
)
def test_only_what_was_asked_counts(shotwright, film, flags, models):
    ending = shotwright("leaderboard", "film", *flags, "--json")
    boards = ending.document["boards"]
    assert sorted(one["model"] for one in (boards[0]["models"] if boards else ())) == models
    if not models:
        assert "None of the takes is like that" in ending.err


def saved(here, *votes):
    path = here / "votes.json"
    path.write_text(json.dumps({"kind": "shotwright-votes", "version": 1, "votes": votes}))
    return path


def one_vote(winner, *losers, shot="sht_push"):
    return {"shot": shot, "winner": winner, "losers": losers, "blind": True, "seed": 1,
            "at": "2026-11-21T12:00:00Z"}  # fmt: skip


def test_votes_of_a_page_are_added_once_and_counted(shotwright, here, film):
    votes = saved(here, one_vote("tak_dream0", "tak_vista0"), one_vote("tak_vista2", "tak_dream2"),
                  one_vote("tak_dream0", "tak_gone"))  # fmt: skip
    ending = shotwright("leaderboard", "film", "--add-votes", votes)
    assert ending.status == 0
    assert "2 votes added" in ending.out
    assert "tak_gone" in ending.err
    again = shotwright("leaderboard", "film", "--add-votes", votes, "--json").document
    assert (again["added"], again["known"], again["unknown_takes"]) == (0, 2, ["tak_gone"])
    found = models_of(shotwright("leaderboard", "film", "--json"))
    assert found["acme/dream"]["votes"]["count"] == 2
    assert found["acme/dream"]["votes"]["won"]["share"] == 0.5


def test_a_typed_vote_counts(shotwright, film):
    assert shotwright("leaderboard", "film", "vote", "tak_dream0", "over", "tak_vista0").status == 0
    found = models_of(shotwright("leaderboard", "film", "--json"))
    assert found["acme/dream"]["votes"]["won"]["share"] == 1.0
    by_votes = shotwright("leaderboard", "film", "--by", "votes").out
    assert "too few votes to rank (1)" in by_votes


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("film", "vote"), "over TAKE"),
        (("film", "vote", "tak_dream0", "tak_vista0"), "over TAKE"),
        (("film", "vote", "tak_dream0", "over"), "over TAKE"),
        (("film", "vote", "tak_dream0", "over", "tak_dream0"), "better than itself"),
        (("film", "vote", "tak_dream0", "over", "tak_vista1"), "Takes of one shot"),
        (("film", "vote", "tak_dreem0", "over", "tak_vista0"), "There is no take"),
        (("film", "nowhere"), "no such folder"),
        (("film", "--kind", "pushh"), "'push'"),
        (("film", "--by", "fame"), "votes"),
        (("film", "film", "vote", "tak_dream0", "over", "tak_vista0"), "one project"),
    ],
    ids=" ".join,
)
def test_a_slip_is_answered_with_what_was_meant(shotwright, film, words, hint):
    ending = shotwright("leaderboard", *words)
    assert ending.status == 2
    assert hint in ending.err
    assert not (film / "takes" / "votes").exists()


def test_hostile_votes_are_refused_and_add_nothing(shotwright, here, film):
    path = here / "votes.json"
    path.write_text("[" * 10_000)
    ending = shotwright("leaderboard", "film", "--add-votes", path)
    assert ending.status == 1
    assert "votes.json" in ending.err
    assert not (film / "takes" / "votes").exists()


def test_models_for_a_shot_are_recommended_by_what_was_measured(shotwright, here):
    takes = [
        Told(id=f"tak_{n}", model="google/veo-3.1", shot=f"sht_{n % 4}", fidelity=90.0 + n % 3)
        for n in range(8)
    ]
    film_with(here / "film", takes)
    ending = shotwright("models", "--project", "film", "--shot", "010", "--json")
    ranked = {one["model"]: one["reasons"] for one in ending.document["ranked"]}
    assert ranked["google/veo-3.1"][0] == "+ measured 91 ± 1 of 100 on 8 takes of your shots"
    assert not any("measured" in why for m, reasons in ranked.items() for why in reasons
                   if m != "google/veo-3.1")  # fmt: skip
    other = shotwright(
        "models", "--project", "film", "--shot", "010", "--mode", "start-end", "--json"
    )
    assert "measured" not in str(other.document["ranked"])
