"""A quote is what ordering says, times the takes; a refusal is told, never raised."""

import pytest

from compose.edits import set_shot
from compose.files.load import load_project
from models.modes import Mode
from models.registry import Registry
from models.request import Options
from studio.visualize_mode.form import Form
from studio.visualize_mode.quote import budget_words, quote, seconds_words
from studio.visualize_mode.received import reception
from tests.studio.conftest import SCENES
from visualize.jobs.budget import Standing

REGISTRY = Registry.discover()
PAID = Form(model="kling/kling-3-pro", provider="fal")


@pytest.fixture(scope="module")
def film():
    return load_project(SCENES / "street")


@pytest.fixture(scope="module")
def shot(film):
    return film.in_sequence()[1]  # 3 s at 24 frames a second


def asked(film, shot, form):
    return quote(film, shot, float(shot.start), form, REGISTRY)


def test_takes_multiply_the_price_of_the_card(film, shot):
    two = asked(film, shot, PAID.with_takes(2))
    card_usd_a_second, seconds = 0.168, 3.0
    assert two.high_usd == pytest.approx(2 * card_usd_a_second * seconds)
    assert two.price_words() == "$1.008"


def test_what_is_made_here_is_free_and_what_nobody_priced_is_unknown(film, shot):
    assert asked(film, shot, Form(model="local/ink")).price_words() == "Free"
    unknown = asked(film, shot, Form(model="luma/ray-3.2", provider="fal"))
    assert (unknown.price_words(), unknown.high_usd) == ("unknown", None)


def test_a_cheaper_model_is_named_with_its_own_price(film, shot):
    words = asked(film, shot, PAID).alternative
    name, _, price = words.partition(" would be $")
    cards = {card.name: card for card in REGISTRY.cards.values()}
    other = asked(film, shot, Form(model=cards[name].id, provider="fal"))
    assert other.high_usd == pytest.approx(float(price))
    assert other.high_usd < asked(film, shot, PAID).high_usd


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (Form(model="nobody/nothing"), "nobody/nothing"),
        (Form(mode=Mode.START_END, model="local/ink"), "has no mode start-end"),
        (Form(model="local/ink").with_own("start", SCENES / "gone.png"), "no such file"),
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_error(film, shot, form, words):
    refused = asked(film, shot, form)
    assert words in refused.refusal
    assert refused.planned is None
    assert not refused.refusal.startswith("Shot "), "the shot stands on screen already"


def test_an_unsaved_project_says_to_save_first(film, shot):
    assert "Save it first" in asked(film.replace(root=None), shot, PAID).refusal


def test_a_local_model_receives_the_passes_of_its_card_of_every_frame(film, shot):
    given = asked(film, shot, Form(model="local/ink"))
    received = reception(film, shot, given.planned, given.asked.route)
    assert tuple(one.pass_name for one in received.things) == given.asked.route.streams
    assert received.facts.startswith("72 frames · 1280 × 536 · 24 fps")
    assert received.facts.endswith("stays on this machine")


def test_a_guide_is_one_pass_and_the_others_stand_by(film, shot):
    form = PAID.with_option("guide", "clay")
    given = asked(film, shot, form)
    received = reception(film, shot, given.planned, given.asked.route, last_bytes=2_340_000)
    guides = {one.pass_name: one.on for one in received.things if one.slot == "guide"}
    assert guides == {"clay": True, "beauty": False}
    limit = given.asked.route.inputs["guide"].max_bytes
    assert f"2.3 MB of {limit / 1e6:.0f} MB last time" in received.facts


def test_the_end_frame_of_a_joined_clip_is_the_last_of_the_shot(film, shot):
    mode = Mode.START_END
    short = set_shot(film, shot.id, end=shot.start + 120)  # 5 s, which the model makes
    form = Form(mode=mode, model="kling/kling-3-pro", provider="fal", options=Options())
    given = asked(short, short.shot(shot.id), form)
    received = reception(short, short.shot(shot.id), given.planned, given.asked.route)
    frames = {one.slot: one.frame for one in received.things}
    assert frames == {"start": shot.start, "end": shot.start + 119}


def standing(limit, spent, under_way):
    return Standing("day", limit, spent, under_way)


def test_the_budget_says_what_is_left_and_refuses_what_is_more():
    told = budget_words(standing(25.0, 4.0, 2.94), 2.16)
    assert (told.words, told.refusal) == ("$18.06 of $25.00 left today", "")
    assert (told.spent, told.under_way) == (pytest.approx(0.16), pytest.approx(0.1176))
    assert "more than the $18.06 left" in budget_words(standing(25.0, 4.0, 2.94), 18.07).refusal


def test_without_a_limit_nothing_is_refused():
    told = budget_words(standing(None, 6.94, 0.0), 1e6)
    assert (told.words, told.refusal) == ("$6.94 today, no limit set", "")
    assert budget_words(None, 1.0) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(4.2, "4 s"), (59.6, "1 min"), (150.0, "2 min 30 s"), (3900.0, "1 h 5 min")],
)
def test_a_wait_is_told_in_the_units_that_people_use(seconds, words):
    assert seconds_words(seconds) == words
