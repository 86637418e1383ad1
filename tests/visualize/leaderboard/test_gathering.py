"""Evidence is what the projects' own files and the jobs say, each thing once."""

import shutil
from datetime import UTC, datetime

import pytest

from tests.builders.finished_jobs import finished_job
from tests.builders.judged_takes import Told, film_with
from visualize.jobs.store import JobStore
from visualize.leaderboard import (
    Vote,
    gather,
    keep_votes,
    known_projects,
    leaderboard,
    shot_evidence,
)
from visualize.leaderboard.kept_kinds import KeptKinds
from visualize.takes.measures import METRICS_VERSION

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def caches(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def store(tmp_path):
    state = tmp_path / "state"
    state.mkdir()
    with JobStore(state) as opened:
        yield opened


def ordered(store, project, outcomes):
    """Place jobs of the small project and end each as told: state, and whether it was sent."""
    order = finished_job(project, ()).order
    for job, (state, sent) in zip(store.place([order] * len(outcomes)), outcomes, strict=True):
        with store.database.transaction() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, sent_at = ? WHERE id = ?",
                (state, 1.0 if sent else None, job),
            )


def test_fidelity_of_other_files_and_other_metrics_is_not_mixed_in(tmp_path):
    film = film_with(tmp_path / "film", [
        Told(id="tak_a", fidelity=80.0),
        Told(id="tak_b", fidelity=10.0, version=METRICS_VERSION - 1),
        Told(id="tak_c", fidelity=10.0, measured_sha256="f" * 64),
        Told(id="tak_d"),
    ])  # fmt: skip
    found = gather([film])
    assert {take.take: take.fidelity for take in found.takes} == {
        "tak_a": 80.0, "tak_b": None, "tak_c": None, "tak_d": None,
    }  # fmt: skip


def test_picks_ratings_and_rejections_say_what_was_accepted(tmp_path):
    film = film_with(
        tmp_path / "film",
        [
            Told(id="tak_a"), Told(id="tak_b", rating=4), Told(id="tak_c", rating=3),
            Told(id="tak_d", rating=5, rejected=True), Told(id="tak_e", shot="sht_wide"),
        ],
        picks={"sht_push": "tak_a"},
    )  # fmt: skip
    takes = {take.take: take for take in gather([film]).takes}
    assert {name for name, take in takes.items() if take.accepted} == {"tak_a", "tak_b"}
    assert [takes[name].picked for name in ("tak_a", "tak_b", "tak_e")] == [True, False, None]


def test_a_job_of_several_takes_is_paid_once(tmp_path):
    film = film_with(tmp_path / "film", [
        Told(id=f"tak_{n}", job="job_same", usd=2.0) for n in range(4)
    ])  # fmt: skip
    assert sum(take.cost_usd for take in gather([film]).takes) == 2.0


def test_failures_are_those_of_jobs_that_reached_a_provider(tmp_path, store):
    film = film_with(tmp_path / "film", [Told(id="tak_a")])
    ordered(store, film, [
        ("succeeded", True), ("failed", True), ("failed", False), ("cancelled", True),
        ("running", True), ("succeeded", True),
    ])  # fmt: skip
    (one,) = leaderboard(gather([film], store)).standings
    assert (one.failures.share, one.failures.of) == (pytest.approx(1 / 3), 3)


def test_a_copy_of_a_project_counts_once(tmp_path):
    film = film_with(tmp_path / "film", [Told(id="tak_a", fidelity=80.0), Told(id="tak_b")])
    keep_votes(film, [Vote(shot="sht_push", winner="tak_a", losers=("tak_b",), at=NOON)])
    shutil.copytree(film, tmp_path / "copy")
    found = gather([film, tmp_path / "copy", film])
    assert (len(found.takes), len(found.votes), found.projects) == (2, 1, 1)


def test_a_vote_about_takes_that_are_gone_does_not_count(tmp_path):
    film = film_with(tmp_path / "film", [Told(id="tak_a"), Told(id="tak_b")])
    keep_votes(film, [Vote(shot="sht_push", winner="tak_a", losers=("tak_gone",), at=NOON)])
    assert gather([film]).votes == ()


def test_a_project_that_cannot_be_read_is_told_and_hurts_no_other(tmp_path):
    film = film_with(tmp_path / "film", [Told(id="tak_a")])
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "project.json").write_text("{")
    found = gather([broken, film])
    assert len(found.takes) == 1
    assert "broken" in found.faults[0]


def test_takes_are_of_the_kinds_of_their_shots_also_without_a_cache(tmp_path, monkeypatch):
    film = film_with(tmp_path / "film", [Told(id="tak_a"), Told(id="tak_g", shot="sht_gone")])
    expected = {"tak_a": {"static"}, "tak_g": set()}
    for _ in range(2):
        assert {t.take: set(t.kinds) for t in gather([film]).takes} == expected
    cache = tmp_path / "cache" / "shot-kinds.json"
    for junk in ("{", '{"x": [1]}', "[]"):
        cache.write_text(junk)
        assert {t.take: set(t.kinds) for t in gather([film]).takes} == expected
    monkeypatch.setenv("SHOTWRIGHT_CACHE", "off")
    assert {t.take: set(t.kinds) for t in gather([film], kinds=KeptKinds()).takes} == expected


def test_known_projects_are_those_of_jobs_that_are_still_there(tmp_path, store):
    film = film_with(tmp_path / "film", [])
    for folder in (film, tmp_path / "gone", film):
        ordered(store, folder, [("succeeded", True)])
    assert known_projects(store) == (film,)


def test_a_shot_is_spoken_of_by_its_first_kind_with_enough(tmp_path):
    takes = [Told(id=f"tak_{n}", shot="sht_push", fidelity=80.0 + n % 3) for n in range(6)]
    film = film_with(tmp_path / "film", takes)
    assert shot_evidence(gather([film]), ("static",)) == (), "six takes of one shot"


def test_where_only_fresh_takes_count_a_changed_shots_fidelity_does_not(tmp_path):
    film = film_with(tmp_path / "film", [
        Told(id="tak_a", fidelity=80.0), Told(id="tak_g", shot="sht_gone", fidelity=70.0),
    ])  # fmt: skip
    found = {take.take: take.fidelity for take in gather([film], fresh=True).takes}
    assert found == {"tak_a": 80.0, "tak_g": None}
