"""`conform` finds the takes that are meant, fits them, and says what it did."""

import json

import av
import pytest

from compose.files import load_project, save_project
from tests.builders.numbered_clip import numbered_take
from tests.builders.small_project import small_project
from visualize.conform import read_plan
from visualize.takes.sidecar import write_take


@pytest.fixture
def film(here):
    """The small project at 23.976 with one take of ``020 push``: two seconds at 16."""
    root = here / "film"
    save_project(small_project().replace(rate="24000/1001"), root)
    folder = root / "takes" / "020_push"
    row = numbered_take(folder, 32, "16")
    write_take(folder, row.take)
    return root


def picked(film):
    project = load_project(film)
    shots = tuple(s.replace(pick="tak_numbered" if s.id == "sht_push" else None)
                  for s in project.shots)  # fmt: skip
    save_project(project.replace(shots=shots), film)


def frames_in(path):
    with av.open(str(path)) as clip:
        return sum(1 for _ in clip.decode(video=0))


def test_a_take_becomes_a_clip_of_its_shots_frames_with_the_plan_beside_it(shotwright, film):
    told = shotwright("conform", "film", "020_push_take1", "--json").document["clips"][0]
    assert (told["frames"], told["rate"], told["held"]) == (24, "24000/1001", [])
    assert frames_in(told["film"]) == 24
    assert told["film"].endswith("film/out/020_push_take1_fitted.mp4")
    assert read_plan(film / "out" / "020_push_take1_fitted.json").frames[:4] == (0, 1, 1, 2)


def test_handles_and_where_it_holds_are_told(shotwright, film):
    out = shotwright("conform", "film", "tak_numbered", "--fit", "hold", "--handles", "6").out
    assert "6+24+6" in out
    assert "6 of 12 frames of the handles are held" in out
    assert "no sound: the take has none" in out


def test_a_dry_run_says_the_plan_and_writes_nothing(shotwright, film):
    ending = shotwright(
        "conform", "film", "020_push_take1", "--fit", "conform", "--dry-run", "--json"
    )
    (plan,) = ending.document["plans"]
    assert plan["frames"] == list(range(24))
    assert "149.9 %" in ending.err
    assert not (film / "out").exists()


def test_picks_are_fitted_of_all_shots_or_some(shotwright, film):
    assert "No shot has a pick to fit" in shotwright("conform", "film", "--picks").out
    picked(film)
    assert len(shotwright("conform", "film", "--picks", "--json").document["clips"]) == 1
    assert shotwright("conform", "film", "--picks", "--shot", "010", "--json").document == {
        "clips": []
    }


def pick_for_both(film):
    """Pick the take for its shot, and one that there never was for the other."""
    project = load_project(film)
    picks = {"sht_push": "tak_numbered", "sht_wide": "tak_gone"}
    shots = tuple(shot.replace(pick=picks.get(shot.id)) for shot in project.shots)
    save_project(project.replace(shots=shots), film)


def test_picks_that_are_gone_are_named_all_at_once_and_nothing_is_fitted(shotwright, film):
    assert shotwright("takes", "film", "bin", "020_push_take1").status == 0
    pick_for_both(film)
    ending = shotwright("conform", "film", "--picks")
    assert ending.status == 2
    assert "the picks of 2 shots cannot be shown" in ending.err
    assert "010 wide: its pick tak_gone is not in the gallery" in ending.err
    assert "020 push: its pick tak_numbered is in the bin" in ending.err
    assert "shotwright takes restore" in ending.err
    assert "--skip-missing" in ending.err
    assert not (film / "out").exists()


def test_the_rest_of_the_picks_is_fitted_without_those_that_are_gone_when_asked(shotwright, film):
    pick_for_both(film)
    ending = shotwright("conform", "film", "--picks", "--skip-missing", "--json")
    assert ending.status == 0
    assert [clip["shot"] for clip in ending.document["clips"]] == ["020"]
    assert "shot 010 wide is left out: its pick tak_gone is not in the gallery" in ending.err


def test_the_project_is_found_from_inside_it(shotwright, film, monkeypatch):
    monkeypatch.chdir(film)
    assert shotwright("conform", "020_push_take1", "--out", "cut").status == 0
    assert (film / "cut" / "020_push_take1_fitted.mp4").is_file()


def test_a_measured_late_start_is_taken_back_when_it_is_sure(shotwright, film):
    measures = {
        "kind": "shotwright-measures", "take": "tak_numbered", "reference": "c" * 64,
        "clip_sha256": json.loads(
            (film / "takes/020_push/020_push_take1.json").read_text())["clip"]["sha256"],
        "frames": 32, "rate": "16", "size": [64, 36], "fidelity": 80.0,
    }  # fmt: skip
    path = film / "takes" / "020_push" / "020_push_take1.measures.json"
    for sure, first in ((True, 4), (False, 0)):
        path.write_text(json.dumps(measures | {"alignment": {"offset": 3.8, "sure": sure}}))
        ending = shotwright("conform", "film", "020_push_take1", "--align", "--dry-run", "--json")
        assert ending.document["plans"][0]["frames"][0] == first
        assert ("not sure" in ending.err) is not sure


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("film",), "Say which takes"),
        (("film", "020_push_tke1"), "020_push_take1"),
        (("film", "020_push_take1", "--picks"), "not both"),
        (("film", "020_push_take1", "--shot", "010"), "--picks"),
        (("film", "020_push_take1", "--skip-missing"), "--picks"),
        (("film", "020_push_take1", "--fit", "trimm"), "'trim'"),
        (("film", "020_push_take1", "--blend", "optical"), "linear"),
        (("film", "020_push_take1", "--handles", "1001"), "Handles"),
        (("film", "020_push_take1", "--handles", "-2"), "whole number"),
        (("film", "020_push_take1", "--align"), "not been measured"),
    ],
    ids=" ".join,
)
def test_a_slip_is_answered_with_what_was_meant(shotwright, film, words, hint):
    ending = shotwright("conform", *words)
    assert ending.status == 2
    assert hint in ending.err
    assert not (film / "out").exists()


def test_a_take_of_a_shot_that_is_gone_is_told_so(shotwright, film):
    project = load_project(film)
    kept = tuple(shot for shot in project.shots if shot.id != "sht_push")
    save_project(project.replace(shots=kept, sequence=("sht_wide",)), film)
    ending = shotwright("conform", "film", "020_push_take1")
    assert ending.status == 2
    assert "020 push, which the project has no more" in ending.err
