"""The list of models: who has the mode, who can be used, in what order, and who cannot and why."""

from fractions import Fraction

import pytest

from models.modes import Mode
from models.options import ShotFacts, choose
from models.pricing import estimate
from models.recommend import ShotTraits, recommend
from models.registry import LISTED, Registry
from models.request import Options
from studio.visualize_mode.advice import Advice, recommendation
from studio.visualize_mode.form import Form
from studio.visualize_mode.judging import with_model
from studio.visualize_mode.model_rows import Order, model_list, shown_rows

REGISTRY = Registry.discover()
SHOT = ShotFacts(frames=120, rate=Fraction(24), aspect=16 / 9)
AWAY = {"comfyui": "ComfyUI is not running at 127.0.0.1:8188"}
TRAITS = ShotTraits(seconds=5.0, figures=2, moving_figures=2)


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")


def listed(mode=Mode.FROM_ANIMATION, away=None, options=None):
    advice = Advice(suggestions=recommend(REGISTRY, mode, TRAITS))
    return model_list(REGISTRY, mode, options or Options(), SHOT, advice, away or {})


@pytest.mark.parametrize("mode", LISTED)
def test_every_model_is_listed_or_named_among_those_that_cannot(mode):
    models = listed(mode)
    have = {row.card.id for row in models.rows}
    others = {card.id for card in models.others}
    active = {card.id for card in REGISTRY.cards.values() if card.status != "retired"}
    assert have | others == active
    assert not have & others
    assert have == {card.id for card in REGISTRY.for_mode(mode)}


def test_without_a_key_only_this_machine_can_be_used_and_one_key_is_asked_for():
    models = listed(away=AWAY)
    assert {row.provider for row in models.rows if not row.trouble} == {"local"}
    assert models.missing_key == "fal"
    troubles = {row.trouble for row in models.rows if row.provider == "fal"}
    assert troubles == {"No fal key yet"}
    assert models.best().provider == "local"


def test_with_a_key_the_best_of_all_is_recommended_with_the_reasons_of_its_score(key):
    models = listed()
    best = models.best()
    ranked = recommend(REGISTRY, Mode.FROM_ANIMATION, TRAITS)
    usable = {row.card.id for row in models.rows if not row.trouble}
    assert best.card.id == next(s.card.id for s in ranked if s.card.id in usable)
    assert sum(bool(row.recommended) for row in models.rows) == 1
    (said,) = (s for s in ranked if s.card.id == best.card.id)
    assert best.recommended == recommendation(said)
    assert models.missing_key == ""


def test_a_provider_that_is_no_part_of_the_program_is_named(key):
    row = listed().row("runway/aleph-2", "runway")
    assert row.trouble == "No provider for runway is installed"
    assert not row.lacks_key


def test_a_program_that_does_not_run_is_no_choice():
    rows = [row for row in listed(away=AWAY).rows if row.provider == "comfyui"]
    assert rows
    assert {row.trouble for row in rows} == set(AWAY.values())
    assert all(row.name.endswith(", your GPU") for row in rows)


def test_the_price_of_a_second_is_the_estimate_of_the_whole_divided_by_its_length(key):
    row = listed().row("kling/kling-3-pro", "fal")
    route = REGISTRY.route("kling/kling-3-pro", Mode.FROM_ANIMATION, "fal")
    chosen = choose(route, Options(), SHOT)
    whole = estimate(route, chosen)
    assert row.usd == pytest.approx(whole.high_usd / chosen.seconds)
    assert row.price == f"${row.usd:.3f}".rstrip("0") + "/s"


def test_an_unknown_price_is_never_a_number():
    unknown = [row for row in listed().rows if row.usd is None]
    assert unknown
    assert {row.price for row in unknown} == {"unknown"}


@pytest.mark.parametrize("order", Order)
def test_the_models_of_a_vendor_stand_together_in_every_order(order):
    vendors = [vendor for vendor, _ in shown_rows(listed().rows, "", order)]
    runs = [v for i, v in enumerate(vendors) if i == 0 or v != vendors[i - 1]]
    assert len(runs) == len(set(runs))


def test_what_can_be_used_stands_before_what_cannot():
    rows = [row for _, row in shown_rows(listed(away=AWAY).rows, "", Order.FIT)]
    assert rows[0].provider == "local"
    assert rows[0].recommended


def test_the_search_finds_by_name_vendor_use_and_pass():
    rows = listed().rows
    for text, model in (
        ("kling 3 pro", "kling/kling-3-pro"), ("LUMA 3.2", "luma/ray-3.2"),
        ("mist", "local/noir"), ("pose", "wan/wan-2.1-vace"),
    ):  # fmt: skip
        assert model in {row.card.id for _, row in shown_rows(rows, text, Order.FIT)}
    assert shown_rows(rows, "no such words", Order.FIT) == []


def test_a_model_chosen_by_hand_stays_where_the_mode_has_it_and_no_longer():
    chosen = Form(model="local/noir", provider="local")
    assert with_model(chosen, listed(), by_hand=True).model == "local/noir"
    kept = with_model(chosen, listed(Mode.START_END), by_hand=True)
    assert kept.model in {row.card.id for row in listed(Mode.START_END).rows}
    assert with_model(chosen, listed(), by_hand=False).model == listed().best().card.id
