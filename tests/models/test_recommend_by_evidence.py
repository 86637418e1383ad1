"""What was measured of a model speaks beside what its card claims, where there is enough of it."""

import pytest
from pydantic import ValidationError

from models.evidence import Evidence
from models.recommend import ShotTraits, recommend
from models.registry import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.discover()


def measured(model, mean, half=3.0, takes=9, shots=6):
    return Evidence(model=model, words="push-ins", takes=takes, shots=shots, mean=mean,
                    low=mean - half, high=mean + half)  # fmt: skip


def score_of(found, model):
    return next(s for s in found if s.card.id == model)


def test_what_was_measured_speaks_with_its_numbers_and_moves_the_model(registry):
    traits = ShotTraits(seconds=8.0, slow_long=True)
    plain = recommend(registry, "start-frame", traits)
    last = plain[-1].card.id
    praised = score_of(recommend(registry, "start-frame", traits, [measured(last, 95.0)]), last)
    blamed = score_of(recommend(registry, "start-frame", traits, [measured(last, 30.0)]), last)
    assert praised.reasons[0] == "+ measured 95 ± 3 of 100 on 9 takes of your push-ins"
    assert blamed.reasons[0].startswith("- measured 30 ± 3 of 100")
    assert praised.score > blamed.score


def test_too_little_evidence_changes_nothing(registry):
    traits = ShotTraits(seconds=8.0, slow_long=True)
    plain = recommend(registry, "start-frame", traits)
    for few in ({"takes": 4, "shots": 4}, {"takes": 40, "shots": 2}):
        some = [measured(s.card.id, 99.0, 0.5, **few) for s in plain]
        assert recommend(registry, "start-frame", traits, some) == plain


def test_evidence_that_is_not_sure_weighs_nothing_and_says_so(registry):
    traits = ShotTraits(seconds=8.3)
    model = recommend(registry, "start-frame", traits)[0].card.id
    found = score_of(
        recommend(registry, "start-frame", traits, [measured(model, 70.0, 12.0)]), model
    )
    assert found.reasons[0].startswith("~ measured 70 ± 12")
    assert found.score == score_of(recommend(registry, "start-frame", traits), model).score


def test_the_more_shots_were_measured_the_less_the_card_claims(registry):
    traits = ShotTraits(seconds=8.3, slow_long=True)
    model = "google/veo-3.1"
    scores = [
        score_of(
            recommend(registry, "start-frame", traits, [measured(model, 70.0, 1.0, 99, shots)]),
            model,
        ).score
        for shots in (3, 6, 20)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_evidence_whose_mean_is_outside_its_interval_is_refused():
    with pytest.raises(ValidationError, match="outside"):
        Evidence(model="a/b", words="pans", takes=5, shots=3, mean=90.0, low=10.0, high=20.0)
