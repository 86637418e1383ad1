"""Reading and blind voting, checked against a comparison whose measures are made up by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.gallery_mode.blind import ballot
from studio.gallery_mode.lettering import best_of, relettered, standing_of
from studio.gallery_mode.reading import finding, offers, readings, score_at, span_of
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


def unmeasured(comparison: Comparison) -> Comparison:
    """The same takes, not measured, in the order of their numbers backwards."""
    letters = [entry.letter for entry in comparison.entries]
    turned = [
        replace(entry, letter=letter, measures=None)
        for letter, entry in zip(letters, reversed(comparison.entries), strict=True)
    ]
    return replace(comparison, entries=tuple(turned))


def test_letters_stay_with_their_takes_when_these_are_measured(comparison) -> None:
    before = unmeasured(comparison)
    after = relettered(comparison, before)
    names = [(entry.letter, entry.row.take.id) for entry in before.entries]
    assert [(entry.letter, entry.row.take.id) for entry in after.entries] == names
    assert best_of(after).row.take.id == comparison.entries[0].row.take.id
    assert best_of(after).letter == "D"
    assert standing_of(after, measuring=False).startswith("D is the best generated take")
    assert offers(after, blind=False)[0] == ("D", f"Pick D for shot {comparison.shot.number}")


def test_other_takes_get_letters_of_their_own(comparison) -> None:
    fewer = replace(comparison, entries=comparison.entries[:2])
    assert relettered(fewer, comparison) is fewer


def test_while_takes_are_measured_nothing_is_said_to_be_unmeasurable(comparison) -> None:
    bare = unmeasured(comparison)
    assert standing_of(bare, measuring=True) == "Takes are being measured."
    said = readings(bare, 26.0, measuring=True)
    assert {one.words for one in said if one.verdict != "Missing"} == {"Being measured."}


def test_a_remark_about_a_take_that_lost_nothing_paints_no_red(comparison) -> None:
    entry = comparison.entries[2]
    assert entry.measures is not None
    fine = entry.measures.replace(curve=(100.0,) * entry.measures.frames)
    kept = replace(comparison, entries=(replace(entry, measures=fine),))
    assert finding(kept) is None
