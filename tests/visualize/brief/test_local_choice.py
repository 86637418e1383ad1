"""Where no model is named, this machine's best for the shots makes them: always the same one."""

from pathlib import Path

import pytest

from compose.files import load_project
from models.errors import OptionError
from models.modes import Mode
from models.registry import LISTED, Registry
from visualize.brief.local_choice import local_model

SCENES = Path(__file__).resolve().parents[3] / "scenes"
REGISTRY = Registry.discover()


@pytest.fixture(scope="module")
def street():
    return load_project(SCENES / "street")


@pytest.fixture(scope="module")
def product():
    return load_project(SCENES / "product")


@pytest.mark.parametrize("mode", LISTED)
def test_what_is_chosen_runs_here_with_no_ai_and_no_key(product, mode):
    card = REGISTRY.card(local_model(product, product.shots[:1], mode, REGISTRY).model)
    assert card.no_ai
    assert REGISTRY.route(card.id, mode).provider == "local"
    assert REGISTRY.provider("local").key_variables == ()


@pytest.mark.parametrize(("number", "good_at"), [("010", "fast-action"), ("030", "people")])
def test_a_shot_gets_a_treatment_that_is_good_at_what_it_is(street, number, good_at):
    """Shot 010 follows a car at 30 km/h; in 030 a walker passes a camera that hardly moves."""
    choice = local_model(street, [street.shot(number)], Mode.FROM_ANIMATION, REGISTRY)
    assert good_at in REGISTRY.card(choice.model).good_at
    assert {"fast-action": "fast action", "people": "people"}[good_at] in choice.why


def test_shots_of_one_order_get_one_treatment_in_whatever_order_they_are_named(street):
    shots = list(street.in_sequence())
    choice = local_model(street, shots, Mode.FROM_ANIMATION, REGISTRY)
    assert choice == local_model(street, shots[::-1], Mode.FROM_ANIMATION, REGISTRY)


def test_a_key_for_a_provider_changes_nothing(product, monkeypatch):
    shots = product.shots[:1]
    before = local_model(product, shots, Mode.IMAGE, REGISTRY)
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")
    assert local_model(product, shots, Mode.IMAGE, Registry.discover()) == before


def test_where_nothing_here_has_the_mode_the_others_are_offered(product):
    hosted = {id_: card for id_, card in REGISTRY.cards.items() if not card.no_ai}
    with pytest.raises(OptionError, match="kling/kling-3-pro"):
        local_model(product, product.shots[:1], Mode.START_END, Registry(hosted))
