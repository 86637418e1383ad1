"""Recommendations against the table a director is given, "Choosing a video model"."""

import pytest

from models.recommend import ShotTraits, recommend, trait_names
from models.registry import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.discover()


def best(registry: Registry, mode: str, count: int, **traits) -> list[str]:
    found = recommend(registry, mode, ShotTraits(**({"seconds": 8.0} | traits)))
    return [suggestion.card.id.partition("/")[2] for suggestion in found[:count]]


def test_fast_action_goes_to_kling_2_6_or_3_pro(registry):
    found = best(registry, "start-frame", 2, seconds=10.0, camera_speed=8.0, subject_speed=6.0)
    assert set(found) == {"kling-2.6-pro", "kling-3-pro"}


def test_a_long_slow_move_goes_to_veo(registry):
    assert best(registry, "start-frame", 2, slow_long=True)[0] in {"veo-3.1", "kling-4"}
    assert "veo-3.1" in best(registry, "start-frame", 2, slow_long=True)


def test_drafts_go_to_the_fast_ones(registry):
    found = recommend(registry, "start-frame", ShotTraits(seconds=10.0, draft=True))
    ranks = [suggestion.card.id for suggestion in found]
    for fast in ("kling/kling-2.5-turbo", "google/veo-3.1-fast"):
        for slow in ("google/veo-3.1", "kling/kling-3-pro", "luma/ray-3"):
            assert ranks.index(fast) < ranks.index(slow)


def test_animated_meshes_go_to_what_keeps_structure(registry):
    found = best(registry, "from-animation", 12, seconds=5.0, animated_meshes=3)
    assert "ray-3" in found
    found = best(registry, "start-frame", 3, seconds=5.0, animated_meshes=3)
    assert {"ray-3", "ray-3.14", "ray-3.2"} == set(found)


def test_first_and_last_frame_goes_to_veo_kling_or_seedance(registry):
    found = best(registry, "start-end", 8, has_end_frame=True)
    assert {"veo-3.1", "seedance-2.0", "kling-3-pro"} <= set(found)
    assert "kling-2.6-pro" in best(registry, "start-end", 8, seconds=10.0, has_end_frame=True)


def test_every_suggestion_says_why_and_the_order_is_that_of_the_scores(registry):
    traits = ShotTraits(seconds=7.0, draft=True, needs_audio=True, figures=2)
    found = recommend(registry, "start-frame", traits)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert all(s.reasons for s in found if s.score)
    assert found == recommend(registry, "start-frame", traits)


def test_a_retired_model_is_never_suggested_and_a_retiring_one_says_so(registry):
    found = recommend(registry, "start-frame", ShotTraits(seconds=5.0, draft=True))
    assert all(s.card.status != "retired" for s in found)
    leaving = [s for s in found if s.card.status == "retiring"]
    assert leaving
    assert all(any("retired" in reason for reason in s.reasons) for s in leaving)


def test_what_cards_claim_to_be_good_at_is_known_to_the_heuristics(registry):
    for card in registry.cards.values():
        assert {*card.good_at, *card.bad_at} <= trait_names(), card.id
