"""Prices against sums worked by hand; unknown is never nothing."""

from decimal import ROUND_CEILING, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.card import Price, Rate, Route
from models.money import money
from models.options import ShotFacts
from models.pricing import cheaper, estimate, total
from models.registry import Registry
from models.request import Chosen, Options


def route(per: str, *rates: Rate, **more) -> Route:
    price = Price(per=per, rates=rates, **more)
    return Route(provider="tool", endpoint="x", price=price, source="page")


def chosen(**more) -> Chosen:
    plain = {"seconds": 5.0, "frames": 120, "width": 1280, "height": 720, "aspect": "16:9"}
    return Chosen(**(plain | more))


def usd(amount: float | tuple[float, float], **when) -> Rate:
    return Rate(usd=amount, when=when)


@pytest.mark.parametrize(
    ("a_route", "options", "low", "high"),
    [
        (route("second", usd(0.2)), {}, 1.0, 1.0),
        (route("second", usd(0.4, audio=True), usd(0.2)), {"audio": True}, 2.0, 2.0),
        (route("second", usd(0.4, audio=True), usd(0.2)), {}, 1.0, 1.0),
        (route("second", usd((0.2, 0.4))), {}, 1.0, 2.0),
        (route("second", usd(0.04), minimum_seconds=5.0), {"seconds": 2.0}, 0.2, 0.2),
        (route("input-second", usd(0.28), minimum_usd=0.56), {"seconds": 1.0}, 0.56, 0.56),
        (route("frame", usd(0.00625)), {"frames": 81}, 0.5063, 0.5063),
        (route("clip", usd(0.3, resolution="720p")), {"resolution": "720p"}, 0.3, 0.3),
        (route("image", usd(0.134)), {"seconds": None, "frames": 1}, 0.134, 0.134),
        (route("megapixel", usd(0.04)), {"width": 1920, "height": 1080}, 0.083, 0.083),
        (route("thousand-tokens", usd(0.007)), {}, 0.756, 0.756),
        (route("thousand-tokens", usd(0.0043)), {"guide": "clay"}, 0.9288, 0.9288),
        (route("second", usd(0.2, guide=True), usd(0.1)), {"guide": "clay"}, 1.0, 1.0),
        (route("second", usd(0.2, guide="depth"), usd(0.1)), {"guide": "clay"}, 0.5, 0.5),
        (route("free"), {}, 0.0, 0.0),
    ],
)
def test_a_price_is_the_sum_worked_by_hand(a_route, options, low, high):
    found = estimate(a_route, chosen(**options))
    assert (found.low_usd, found.high_usd) == (low, high)
    assert found.why


def test_a_price_that_is_not_known_is_unknown_and_never_zero():
    for a_route in (route("unknown"), route("second", usd(0.4, resolution="4k"))):
        found = estimate(a_route, chosen(), takes=3)
        assert (found.low_usd, found.high_usd, found.known) == (None, None, False)
        assert found.why
        assert money(found.low_usd, found.high_usd) == "unknown"


@given(
    st.decimals("0", "10", places=4),
    st.integers(1, 600),
    st.integers(1, 50),
    st.decimals("0", "5", places=2),
)
def test_takes_are_summed_before_rounding_up_to_a_hundredth_of_a_cent(usd_, tenths, takes, least):
    seconds = Decimal(tenths) / 10
    a_route = route("second", usd(float(usd_)), minimum_usd=float(least))
    found = estimate(a_route, chosen(seconds=float(seconds)), takes)
    exact = max(usd_ * seconds, least) * takes
    assert found.high_usd == float(exact.quantize(Decimal("0.0001"), ROUND_CEILING))


def test_a_batch_sums_what_is_known_and_counts_what_is_not():
    known = estimate(route("second", usd((0.1, 0.2))), chosen())
    free = estimate(route("free"), chosen())
    unknown = estimate(route("unknown"), chosen())
    found = total([known, unknown, free, known, unknown])
    assert (found.low_usd, found.high_usd, found.unknown) == (1.0, 2.0, 2)
    assert total([]).high_usd == 0.0


def test_sums_of_many_small_prices_do_not_drift():
    cent = estimate(route("image", usd(0.1)), chosen())
    assert total([cent] * 1000).high_usd == 100.0


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3.2, 3.2, "$3.20"),
        (0.041, 0.053, "$0.041 to $0.053"),
        (0.0, 0.0, "free"),
        (0.0, 1.0, "$0.00 to $1.00"),
        (0.5063, 0.5063, "$0.5063"),
        (None, None, "unknown"),
    ],
)
def test_money_is_told_as_it_is(low, high, words):
    assert money(low, high) == words


def test_what_is_cheaper_takes_the_same_options_and_is_the_most_alike_first():
    registry = Registry.discover()
    card = registry.card("veo-3.1")
    shot = ShotFacts(frames=192, rate="24", aspect=16 / 9)
    options = Options(audio=True)
    paid = estimate(registry.route("veo-3.1", "start-end", "fal"), chosen(seconds=8.0, audio=True))
    found = cheaper(registry, card, "start-end", options, shot, paid)
    assert paid.high_usd == 3.2
    assert found
    assert all(0.0 <= other.estimate.high_usd < 3.2 for other in found)
    assert all(not other.card.no_ai and other.card.status == "active" for other in found)
    alike = [len(set(card.good_at) & set(other.card.good_at)) for other in found]
    assert alike == sorted(alike, reverse=True)
    silent = {"kling/kling-2.5-turbo", "pika/pika-2.2"}
    assert not silent & {other.card.id for other in found}
