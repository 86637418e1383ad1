"""The cards of the local models say what the models are."""

from __future__ import annotations

import pytest

from models.card import ModelCard
from models.local.styles import STYLES, make_style
from models.modes import Mode
from models.registry import Registry

CARDS = {name: card for name, card in Registry.discover().cards.items()
         if name.startswith("local/")}  # fmt: skip


def test_there_is_a_card_for_every_style_and_both_ways_of_moving() -> None:
    assert set(CARDS) == {f"local/{name}" for name in (*STYLES, "parallax", "tween")}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_cards_say_no_ai_and_no_price(card: ModelCard) -> None:
    assert card.no_ai
    assert card.name.endswith("(no AI)")
    for routes in card.modes.values():
        for route in routes:
            assert (route.provider, route.price.per) == ("local", "free")
            assert not route.arguments
            assert not route.prompt.required
            assert route.follows_image


@pytest.mark.parametrize("name", STYLES)
def test_a_styles_card_lists_the_passes_it_reads_and_those_that_anchor_it(name: str) -> None:
    card = CARDS[f"local/{name}"]
    reads = {*make_style(name, (64, 36), 0).passes, "depth", "normal", "id"}
    assert set(card.modes) == {Mode.FROM_ANIMATION, Mode.IMAGE}
    for routes in card.modes.values():
        assert set(routes[0].streams) == reads
        assert routes[0].endpoint == name
