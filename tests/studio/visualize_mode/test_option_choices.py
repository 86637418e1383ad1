"""What can be chosen is what the card takes: every choice offered is one that is not refused."""

from fractions import Fraction

import pytest

from models.errors import OptionError
from models.modes import Mode
from models.options import ShotFacts, choose, snap
from models.registry import LISTED, Registry
from models.request import Options
from studio.visualize_mode.fields import Asked, fields_of, seed_reason
from studio.visualize_mode.form import Form

REGISTRY = Registry.discover()
SHOT = ShotFacts(frames=108, rate=Fraction(24), aspect=16 / 9)
ROUTES = [
    (card, mode, route)
    for mode in LISTED
    for card in REGISTRY.for_mode(mode)
    for route in card.modes[mode]
]


def asked(card, route, options=None, shot=SHOT):
    options = options or Options()
    chosen, changes = snap(route, options, shot)
    return Asked(card=card, route=route, options=options, shot=shot, chosen=chosen, changes=changes)


def refused(route, options):
    """Return the option that is refused, "" for none."""
    try:
        choose(route, options, SHOT)
    except OptionError as error:
        return error.field
    return ""


def field(given, name):
    return next(one for one in fields_of(given) if one.name == name)


def route_of(model, mode, provider=""):
    return REGISTRY.card(model), REGISTRY.route(model, mode, provider)


@pytest.mark.parametrize(
    ("card", "mode", "route"), ROUTES, ids=[f"{c.id}-{m}-{r.provider}" for c, m, r in ROUTES]
)
def test_every_choice_offered_is_taken_as_it_is(card, mode, route):
    try:
        given = asked(card, route)
    except OptionError:  # nothing this shape is taken at all, and that is told elsewhere
        return
    for one in fields_of(given):
        assert bool(one.reason) != bool(one.choices), "a choice, or the reason why there is none"
        for choice in one.choices:
            if choice.value is not None:
                form = Form(options=Options(fit="trim")).with_option(one.name, choice.value)
                named = {"shape": {"aspect", "orientation"}}.get(one.name, {one.name})
                assert refused(route, form.options) not in named, f"{one.name} {choice.label}"


def test_a_model_without_sound_says_so_in_place():
    card, route = route_of("luma/ray-3.2", Mode.FROM_ANIMATION)
    assert field(asked(card, route), "audio").reason == "No sound from Luma Ray 3.2"
    assert seed_reason(asked(card, route)) == "No seed in Luma Ray 3.2"


def test_a_clip_longer_than_the_shot_offers_three_ways_and_says_the_gap():
    card, route = route_of("luma/ray-3.2", Mode.FROM_ANIMATION)  # 5 or 10 s; the shot has 4.5
    fit = field(asked(card, route), "fit")
    assert [choice.value for choice in fit.choices] == ["trim", "pad", "retime"]
    assert fit.choices[0].label == "Trim, 0.5 s to cut"
    duration = field(asked(card, route), "seconds")
    assert duration.choices[0].label == "5 s for 4.5 s"
    assert [choice.value for choice in duration.choices] == [None, 5.0, 10.0]


def test_a_shot_too_long_for_the_model_cannot_be_held():
    card, route = route_of("luma/ray-3.2", Mode.FROM_ANIMATION)
    long = ShotFacts(frames=24 * 14, rate=Fraction(24), aspect=16 / 9)
    fit = field(asked(card, route, shot=long), "fit")
    assert [choice.value for choice in fit.choices] == ["trim", "retime"]


def test_a_shot_that_fits_needs_no_fit():
    card, route = route_of("local/ink", Mode.FROM_ANIMATION)
    assert field(asked(card, route), "fit").reason == "Fits the shot"
    assert field(asked(card, route), "seconds").choices[0].label == "4.5 s, whole shot"


def test_a_picture_has_neither_length_nor_fit_nor_sound():
    card, route = route_of("local/ink", Mode.IMAGE)
    reasons = {one.name: one.reason for one in fields_of(asked(card, route))}
    assert reasons["seconds"] == reasons["fit"] == "A picture has no length"
    assert reasons["audio"] == "Pictures are silent"


def test_a_gate_that_the_model_does_not_make_says_what_it_becomes():
    card, route = route_of("openai/gpt-image-1.5", Mode.IMAGE)  # 3:2, 2:3 or 1:1
    assert field(asked(card, route), "shape").choices[0].label == "3 : 2, nearest to the gate"


def test_what_is_moved_to_fit_is_told():
    card, route = route_of("google/veo-3.1", Mode.START_FRAME)
    given = asked(card, route, Options(seconds=7.2))
    assert "7.2 s became" in field(given, "seconds").moved
