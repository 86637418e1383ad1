"""Letters go to rivals first and the best first; what is not known is never told as a number."""

import json

import pytest

from shotwright import UsageError
from tests.builders.told_clips import told_clip, told_take
from tests.builders.told_comparison import (
    FIDELITY,
    NAMES,
    told_comparison,
    told_measures,
    told_project,
)
from visualize.compare.showing import compared
from visualize.compare.showing.facts import comparison_facts
from visualize.compare.showing.words import (
    cost_words,
    score_of,
    score_words,
    standing_words,
    verdict_words,
    wait_words,
)
from visualize.pages.compare import write_compare_page
from visualize.staleness import Reason


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return told_comparison(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Twenty-eight takes of one file, every third of them without AI."""
    folder = tmp_path_factory.mktemp("many")
    project, shot = told_project(folder)
    file = told_clip(folder / "own.mp4", 2)
    made = [
        told_take(project, shot, file, number, frames=2, no_ai=number % 3 == 0)
        for number in range(1, 29)
    ]
    return project, shot, made


def test_the_best_comes_first_and_what_could_not_be_measured_last(comparison):
    assert [entry.letter for entry in comparison.entries] == ["A", "B", "C", "D"]
    assert [entry.row.take.made.model_name for entry in comparison.ranked] == list(NAMES)


def test_takes_without_ai_are_lettered_after_all_others_however_good(rows):
    project, shot, made = rows
    measures = {
        row.take.id: told_measures(row, 99.0 if row.take.made.no_ai else 50.0) for row in made
    }
    found = compared(project, shot, made, measures)
    kinds = [entry.no_ai for entry in found.entries]
    assert kinds == sorted(kinds)
    assert found.ranked[0].no_ai
    assert [entry.letter for entry in found.entries][24:] == ["Y", "Z", "AA", "AB"]


def test_equals_are_in_the_order_in_which_they_were_made(rows):
    project, shot, made = rows
    found = compared(project, shot, made[::-1], {})
    rivals = [entry.row.take.number for entry in found.entries if not entry.no_ai]
    assert rivals == sorted(rivals)


def test_one_take_is_no_comparison(rows):
    project, shot, made = rows
    with pytest.raises(UsageError, match="two takes or more"):
        compared(project, shot, made[:1], {})


def test_a_take_of_another_shot_is_refused_by_name(rows):
    project, _, made = rows
    with pytest.raises(UsageError, match=r"own is a take of .* not of"):
        compared(project, project.shot("sht_wide"), made[:2], {})


@pytest.mark.parametrize(
    ("score", "words"),
    [(None, "–"), (0.0, "0"), (87.5, "88"), (99.5, "99"), (99.94, "99"), (99.96, "100"),
     (100.0, "100")],
)  # fmt: skip
def test_only_a_perfect_score_is_told_as_100_and_an_unknown_one_as_no_number(score, words):
    assert score_words(score) == words


def test_a_group_is_as_good_as_its_worst_metric(comparison):
    assert score_of(comparison.entries[0], "temporal") == 60.0


def test_costs_are_told_as_billed_as_estimated_or_as_unknown_but_never_as_nothing(comparison):
    told = [cost_words(entry.row.take) for entry in comparison.entries]
    assert told == ["$0.50 to $0.70 est.", "$0.30", "unknown", "$0.50 to $0.70 est."]


def test_a_wait_is_told_in_minutes_and_an_unknown_one_as_a_dash():
    assert [wait_words(seconds) for seconds in (None, 0.4, 59.6, 288.0)] == [
        "–", "0:00", "1:00", "4:48",
    ]  # fmt: skip


def test_what_went_wrong_is_a_sentence_and_says_why_nothing_could_be_judged(comparison):
    best, fair, _, still = comparison.entries
    assert verdict_words(best) == "Nothing stands out."
    assert verdict_words(fair) == "Pan 30 % slow."
    assert verdict_words(still) == "Not measurable: only 6 % has texture."


def test_what_has_changed_since_is_said_where_it_makes_a_take_stale(rows):
    project, shot, made = rows
    first, second = made[0].take.id, made[1].take.id
    reasons = {
        first: (Reason("camera", "the camera moved"),),
        second: (Reason("version", "made by an older version", stale=False),),
    }
    found = compared(project, shot, made[:2], {}, reasons=reasons)
    told = {entry.row.take.id: verdict_words(entry) for entry in found.entries}
    assert told[first] == "Not measured. Stale: the camera moved."
    assert told[second] == "Not measured."


def test_the_standing_names_the_leader_and_its_lead(comparison):
    assert standing_words(comparison) == "A is the best generated take, 19 points clear of B."


def test_programs_get_null_for_what_is_not_known(comparison):
    facts = json.loads(json.dumps(comparison_facts(comparison), allow_nan=False))
    assert [take["fidelity"] for take in facts["takes"]] == list(FIDELITY)
    assert facts["takes"][3]["scores"]["start"] is None
    assert facts["takes"][2]["cost"] == "unknown"


def test_a_page_refuses_more_takes_than_panes_before_it_draws_anything(rows, tmp_path):
    project, shot, made = rows
    with pytest.raises(UsageError, match="9 takes at most, not 28"):
        write_compare_page(compared(project, shot, made, {}), tmp_path / "page")
    assert not (tmp_path / "page").exists()
