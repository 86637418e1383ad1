"""Reading and blind voting, checked against a comparison whose measures are made up by hand."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.gallery_mode.blind import ballot
from studio.gallery_mode.reading import finding, readings, score_at, span_of
from tests.builders.told_comparison import told_comparison
from visualize.compare.showing import Comparison


@pytest.fixture(scope="module")
def comparison(tmp_path_factory) -> Comparison:
    return told_comparison(tmp_path_factory.mktemp("told"))


def test_a_reading_tells_the_verdict_of_each_take(comparison) -> None:
    found = readings(comparison, 26.0)
    assert [one.letter for one in found] == ["A", "B", "C", "D"]
    assert [one.verdict for one in found] == ["Faithful", "Fair", "Wrong move", "Unknown"]
    assert found[2].words == "Pan 30 % slow."


def test_a_clip_that_ended_is_said_to_be_missing(comparison) -> None:
    third = readings(comparison, 46.0)[2]
    assert third.verdict == "Missing"
    assert score_at(comparison.entries[2], "fidelity", 46.0) is None


def test_the_finding_spans_the_frames_of_its_remark(comparison) -> None:
    entry, remark = finding(comparison)
    start, end = span_of(entry, remark)
    assert (start, remark.start) == (24.0, 0)
    assert end == pytest.approx(24.0 + entry.clock.frames * entry.clock.step)


@given(seed=st.integers(0, 2**32 - 1))
def test_a_ballot_deals_the_same_takes_under_the_same_letters(comparison, seed) -> None:
    dealt = ballot(comparison, seed).comparison
    assert [entry.letter for entry in dealt.entries] == [e.letter for e in comparison.entries]
    ids = {entry.row.take.id for entry in comparison.entries}
    assert {entry.row.take.id for entry in dealt.entries} == ids
    assert ballot(comparison, seed).comparison.entries[0].row == dealt.entries[0].row


@given(seed=st.integers(0, 2**32 - 1), place=st.integers(0, 3))
def test_a_vote_names_the_take_behind_its_letter(comparison, seed, place) -> None:
    cast = ballot(comparison, seed)
    chosen = cast.comparison.entries[place]
    vote = cast.vote(chosen.letter, datetime(2026, 11, 22, tzinfo=UTC))
    assert vote.winner == chosen.row.take.id
    assert len(vote.losers) == 3
    assert vote.blind


def test_ballots_do_not_all_begin_with_the_best(comparison) -> None:
    firsts = {ballot(comparison, seed).comparison.entries[0].row.take.id for seed in range(40)}
    assert len(firsts) == 4
