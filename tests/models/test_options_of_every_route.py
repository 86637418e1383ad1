"""Every word about options and prices, held against every route of every card we ship."""

from collections.abc import Callable
from importlib.resources import files
from itertools import product

import pytest

from models.card import GuidePass, ModelCard, Route
from models.card_files import card_files, read_card
from models.errors import OptionError
from models.modes import Mode
from models.options import ShotFacts, choose, snap
from models.pricing import estimate
from models.request import Chosen, Options

CARDS = [read_card(file) for file in card_files(files("models.cards"))]
Law = Callable[[ModelCard, Mode, Route], None]


def every_route(law: Law) -> Callable[[ModelCard], None]:
    """Make a test of each card, which holds a law against every route of it."""

    def test(card: ModelCard) -> None:
        for mode, routes in card.modes.items():
            for number, route in enumerate(routes):
                try:
                    law(card, mode, route)
                except BaseException as error:
                    error.add_note(f"{mode} by {route.provider}, route {number} of {card.id}")
                    raise

    test.__name__ = law.__name__
    return pytest.mark.parametrize("card", CARDS, ids=[card.id for card in CARDS])(test)


GUIDES: tuple[GuidePass, ...] = ("beauty", "clay", "wire", "depth", "normal", "pose", "lines")


def lengths(route: Route) -> list[float]:
    """Return lengths that a card says its clips may have, read from its data alone."""
    if route.durations is None:
        return [1.0]
    said = route.durations
    if said.seconds:
        return list(said.seconds)
    if said.max_frames is not None and said.min_frames is not None:
        rate = min(route.rates or (24.0,), key=lambda rate: abs(rate - 24.0))
        last = said.max_frames - (said.max_frames - said.min_frames) % said.frame_step
        return [said.min_frames / rate, min(last / rate, 60.0)]
    low, high = said.min_seconds or 0.0, said.max_seconds or 0.0
    guide = route.inputs.get("guide")
    if guide is not None:
        low, high = max(low, guide.min_seconds or 0.0), min(high, guide.max_seconds or high)
    return [low, min(high, 60.0)]


def a_shot(seconds: float = 5.0, aspect: float = 16 / 9) -> ShotFacts:
    return ShotFacts(frames=max(1, round(seconds * 24)), rate="24", aspect=aspect)


def gate_of(route: Route) -> float:
    if not route.aspects:
        return 16 / 9
    width, height = route.aspects[0].split(":")
    return float(width) / float(height)


def right(route: Route) -> tuple[Options, ShotFacts]:
    """Return options and a shot that the route takes, whatever its default would be."""
    shot = a_shot(lengths(route)[0], gate_of(route))
    found, _ = snap(route, Options(), shot)
    if found.seconds is None:
        return Options(), shot
    return Options(seconds=found.seconds, fit="trim"), shot


def refused(route: Route, **asked: object) -> OptionError:
    options, shot = right(route)
    with pytest.raises(OptionError) as caught:
        choose(route, options.model_copy(update=asked), shot)
    return caught.value


@every_route
def test_a_resolution_there_is_not_is_refused_naming_those_there_are(card, mode, route):
    error = refused(route, resolution="99999p")
    assert error.field == "resolution"
    assert error.allowed == tuple(route.resolutions)
    options, shot = right(route)
    for name in route.resolutions:
        taken, _ = snap(route, options.model_copy(update={"resolution": name}), shot)
        assert taken.resolution == name


@every_route
def test_sound_is_off_on_or_a_choice_as_the_card_says(card, mode, route):
    if route.audio != "optional":
        error = refused(route, audio=route.audio == "none")
        assert error.field == "audio"
        assert error.allowed == (("off",) if route.audio == "none" else ("on",))
    options, shot = right(route)
    assert choose(route, options, shot).audio == (route.audio == "always")
    for wanted in (True, False) if route.audio == "optional" else (route.audio == "always",):
        given = choose(route, options.model_copy(update={"audio": wanted}), shot)
        assert given.audio == wanted


@every_route
def test_a_seed_is_taken_only_where_the_card_says_so(card, mode, route):
    options, shot = right(route)
    if route.seed == "none":
        assert refused(route, seed=7).field == "seed"
    else:
        assert choose(route, options.model_copy(update={"seed": 7}), shot).seed == 7


@every_route
def test_a_guide_is_one_of_the_passes_the_card_names(card, mode, route):
    accepted = route.inputs.get("guide")
    passes = accepted.passes if accepted is not None else ()
    options, shot = right(route)
    for name in GUIDES:
        if name in passes:
            assert choose(route, options.model_copy(update={"guide": name}), shot).guide == name
        else:
            error = refused(route, guide=name)
            assert (error.field, error.allowed) == ("guide", passes)


@every_route
def test_a_length_beyond_the_card_is_refused_and_names_the_lengths(card, mode, route):
    error = refused(route, seconds=86_400.0 * 20)
    assert error.field == "seconds"
    if mode is not Mode.IMAGE:
        assert error.allowed
        assert any(character.isdigit() for character in error.allowed[0])


@every_route
def test_every_length_the_card_says_can_be_had(card, mode, route):
    if mode is Mode.IMAGE:
        return
    for seconds in lengths(route):
        chosen, changes = snap(route, Options(seconds=seconds), a_shot(seconds, gate_of(route)))
        limited = route.resolutions.get(chosen.resolution)
        if limited is not None and (limited.seconds or limited.max_seconds):
            continue
        assert chosen.seconds == pytest.approx(seconds, abs=1.01 / 16)
        assert "seconds" not in {change.field for change in changes}


@every_route
def test_a_shape_is_one_of_the_card_s_or_that_of_the_picture(card, mode, route):
    options, shot = right(route)
    if route.follows_image:
        assert refused(route, orientation="portrait").field == "orientation"
        assert refused(route, aspect="1:7").field == "aspect"
        return
    error = refused(route, aspect="1:7")
    assert error.field == "aspect"
    assert error.allowed == route.aspects
    for name in route.aspects:
        width, height = (float(part) for part in name.split(":"))
        shaped = ShotFacts(frames=shot.frames, rate="24", aspect=width / height)
        chosen = choose(route, options.model_copy(update={"aspect": name}), shaped)
        assert chosen.aspect == name
        assert chosen.width / chosen.height == pytest.approx(width / height, rel=0.06)


@every_route
def test_snapping_reports_every_option_it_moved_and_no_other(card, mode, route):
    options, shot = right(route)
    wrong = {"resolution": "99999p", "seconds": 86_400.0 * 20}
    if route.audio != "optional":
        wrong["audio"] = route.audio == "none"
    if route.seed == "none":
        wrong["seed"] = 7
    accepted = route.inputs.get("guide")
    missing = [name for name in GUIDES if accepted is None or name not in accepted.passes]
    wrong["guide"] = missing[0]
    guide_most = accepted.max_seconds if accepted is not None else None
    if guide_most is not None and max(lengths(route)) > guide_most:
        wrong.pop("seconds")
    chosen, changes = snap(route, options.model_copy(update=wrong), shot)
    moved = [change.field for change in changes]
    assert sorted(moved) == sorted(set(moved))
    assert set(moved) - {"fit"} == set(wrong)
    assert all(change.why and change.given for change in changes)
    kept = chosen_again(route, chosen)
    assert choose(route, kept, shot) == chosen


def chosen_again(route: Route, chosen: Chosen) -> Options:
    return Options(
        seconds=chosen.seconds,
        fit=None if chosen.seconds is None else chosen.fit,
        aspect=chosen.aspect,
        resolution=chosen.resolution or None,
        audio=chosen.audio,
        seed=chosen.seed,
        guide=chosen.guide,
    )


@every_route
def test_an_estimate_lies_between_the_least_and_the_greatest_rate_of_the_card(card, mode, route):
    sounds = (False, True) if route.audio == "optional" else (route.audio == "always",)
    for name, audio, seconds in product(route.resolutions or [None], sounds, lengths(route)):
        asked = Options(resolution=name, audio=audio)
        chosen, _ = snap(route, asked, a_shot(seconds, gate_of(route)))
        found = estimate(route, chosen)
        if route.price.per == "free":
            assert (found.low_usd, found.high_usd) == (0.0, 0.0)
        elif not found.known:
            assert found.low_usd is None
            assert found.why
        else:
            assert_bounds(route, chosen, found.low_usd, found.high_usd)
            many = estimate(route, chosen, 3)
            assert many.high_usd == pytest.approx(3 * found.high_usd, abs=3e-4)


def assert_bounds(route: Route, chosen: Chosen, low: float, high: float) -> None:
    price, rates = route.price, route.price.rates
    units = {
        "second": max(chosen.seconds or 0.0, price.minimum_seconds),
        "input-second": max(chosen.seconds or 0.0, price.minimum_seconds),
        "frame": chosen.frames,
        "clip": 1,
        "image": 1,
        "megapixel": chosen.width * chosen.height / 1e6,
    }.get(price.per)
    assert 0.0 < low <= high
    assert low >= price.minimum_usd
    if units is not None:
        least, most = min(rate.low for rate in rates), max(rate.high for rate in rates)
        assert low >= min(least * units, 1e9) - 1e-9
        assert high <= max(most * units, price.minimum_usd) + 1e-4


@every_route
def test_a_price_that_is_known_only_for_some_options_says_so_for_the_others(card, mode, route):
    sounds = (False, True) if route.audio == "optional" else (route.audio == "always",)
    shot = a_shot(lengths(route)[0], gate_of(route))
    for name, audio in product(route.resolutions or [None], sounds):
        chosen, _ = snap(route, Options(resolution=name, audio=audio), shot)
        found = estimate(route, chosen)
        if route.price.per not in ("free", "unknown") and not found.known:
            assert route.price.note, (card.id, mode, name, audio)
            assert found.why == route.price.note
