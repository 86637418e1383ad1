"""`shotwright estimate`: sums worked by hand, refusals in words, and nothing made."""

import json
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def wide(film: Path) -> Path:
    """A film with one shot of 8 s at 24 frames a second, in 16:9."""
    (path,) = (film / "shots").glob("*.json")
    shot = json.loads(path.read_text())
    shot |= {"start": 0, "end": 192, "gate": "16:9", "number": "010"}
    path.write_text(json.dumps(shot))
    return film


def test_takes_of_several_models_are_priced_and_summed(shotwright, wide):
    models = ("--model", "veo-3.1", "--model", "kling-3-pro")
    ending = shotwright("estimate", wide, *models, "--audio", "on", "--takes", "2", "--json")
    assert ending.status == 0, ending.err
    prices = {e["model"]: e["price"]["high_usd"] for e in ending.document["estimates"]}
    assert prices == {"google/veo-3.1": 6.4, "kling/kling-3-pro": 2.688}
    assert ending.document["total"] == {"low_usd": 9.088, "high_usd": 9.088, "unknown": 0}


def test_a_route_that_nothing_here_runs_is_priced_and_said_to_be_so(shotwright, wide):
    asked = ("estimate", wide, "--model", "veo-3.1", "--provider", "google")
    words = "No provider for google is installed"
    ending = shotwright(*asked)
    assert words in ending.err
    assert "Routes you can use: fal." in ending.err
    (told,) = shotwright(*asked, "--json").document["estimates"]
    assert told["no_provider"].startswith(words)
    (runs,) = shotwright("estimate", wide, "--model", "veo-3.1", "--json").document["estimates"]
    assert runs["no_provider"] is None


def test_the_table_shows_the_sum_and_what_is_cheaper(shotwright, wide):
    ending = shotwright("estimate", wide, "--model", "veo-3.1", "--audio", "on")
    assert "8 s 1280x720 sound" in ending.out
    assert "sum  $3.20" in ending.out
    assert "010 google/veo-3.1: cheaper with " in ending.out


def test_an_unknown_price_is_counted_and_not_added(shotwright, wide):
    models = ("--model", "ray-3.2", "--model", "kling-3-pro")
    ending = shotwright("estimate", wide, *models, "--fit", "trim")
    assert "unknown" in ending.out
    assert "sum  $0.896, and 1 price unknown" in ending.out


def test_a_clip_that_does_not_fit_is_refused_with_the_three_ways(shotwright, wide):
    ending = shotwright("estimate", wide, "--model", "kling-2.6-pro")
    assert ending.status == 2
    assert "trim gives 10 s, with 2 s of handles to cut off" in ending.out
    assert "sum  nothing to add up" in ending.out


def test_snapping_reports_each_change(shotwright, wide):
    ending = shotwright("estimate", wide, "--model", "kling-2.6-pro", "--snap", "--seed", "7")
    assert ending.status == 0
    assert "$0.70" in ending.out
    assert "seed: 7 became none" in ending.out
    assert "fit: trim, which gives 10 s" in ending.out


def test_a_retired_model_is_refused_with_its_successor(shotwright, wide):
    ending = shotwright("estimate", wide, "--model", "sora-2")
    assert ending.status == 2
    assert "Use google/veo-3.1 instead" in ending.out


def test_without_a_model_all_that_run_here_are_priced(shotwright, wide):
    ending = shotwright("estimate", wide, "--mode", "start-end", "--json")
    assert ending.status == 0
    models = {e["model"] for e in ending.document["estimates"]}
    assert {"google/veo-3.1", "kling/kling-3-pro"} <= models
    assert "runway/gen-4.5" not in models


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--takes", "0"), "1 to 100"),
        (("--seconds", "nan"), "length in seconds"),
        (("--seconds", "-1"), "length in seconds"),
        (("--mode", "start-fram"), "start-frame"),
        (("--fit", "pads"), "pad"),
        (("--seed", "99999999999"), "seed"),
        (("--model", "veo"), "veo-3.1"),
        (("--shot", "999"), "999"),
    ],
)
def test_a_wrong_flag_is_a_mistake_told_in_words(shotwright, wide, flags, words):
    ending = shotwright("estimate", wide, *flags)
    assert ending.status == 2
    assert words in ending.err


def test_nothing_is_made_by_an_estimate(shotwright, wide):
    before = sorted(wide.rglob("*"))
    shotwright("estimate", wide, "--model", "veo-3.1")
    assert sorted(wide.rglob("*")) == before


def test_a_model_past_its_end_date_is_priced_with_a_warning(shotwright, wide):
    ending = shotwright("estimate", wide, "--model", "kling-2.1-pro", "--fit", "trim")
    assert ending.status == 0
    assert "2026-09-15, has passed; it may be gone" in ending.err
    told = shotwright("estimate", wide, "--model", "kling-2.1-pro", "--fit", "trim", "--json")
    assert "may be gone" in told.document["estimates"][0]["warning"]


def test_a_mode_that_is_misspelt_offers_the_plain_word(shotwright, wide):
    ending = shotwright("estimate", wide, "--mode", "start-fram")
    assert "did you mean 'start-frame'?" in ending.err
