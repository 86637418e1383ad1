"""What is said of a model that ends depends on the day it is asked."""

from datetime import date

import pytest

from models.standing import end_warning, standing_words

BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 2)
ENDING = 'status = "retiring"\nstatus_date = 2026-12-01\nsuccessor = "acme/two"\n'


@pytest.fixture
def ending(card_of, small_card):
    return card_of(small_card.replace('licence = "free', f'{ENDING}licence = "free'))


def test_a_model_that_simply_runs_has_nothing_said_of_it(card_of, small_card):
    card = card_of(small_card)
    assert (standing_words(card, AFTER), end_warning(card, AFTER)) == ("", "")


def test_until_its_day_a_retiring_model_names_the_day_and_its_successor(ending):
    assert standing_words(ending, BEFORE) == "retiring 2026-12-01"
    assert standing_words(ending, ending.status_date) == "retiring 2026-12-01"
    assert "ends on 2026-12-01" in end_warning(ending, BEFORE)
    assert "acme/two" in end_warning(ending, BEFORE)


def test_after_its_day_it_may_be_gone(ending):
    assert standing_words(ending, AFTER) == "past its end 2026-12-01"
    assert "may be gone" in end_warning(ending, AFTER)


def test_a_retired_model_is_refused_and_not_warned_of(card_of, small_card):
    text = small_card.replace(
        'licence = "free', f'{ENDING.replace("retiring", "retired")}licence = "free'
    )
    assert standing_words(card_of(text), AFTER) == "retired 2026-12-01"
    assert end_warning(card_of(text), AFTER) == ""
