"""Filtering: what the wall asks the gallery for, checked against takes counted by hand."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.gallery_mode.filtering import Filter, Known, State
from tests.builders.kept_takes import put_take, some_take
from visualize.takes import Gallery, Query
from visualize.takes.take import Review

STARS = (0, 3, 5, 0, 4)


@pytest.fixture
def gallery(tmp_path: Path):
    for number, stars in enumerate(STARS, start=1):
        take = some_take(number, model=f"acme/m{number % 2}", reported_usd=0.5 * number)
        put_take(tmp_path, take, review=Review(rating=stars, rejected=number == 4))
    with Gallery(tmp_path, index_folder=tmp_path / "index") as gallery:
        yield gallery


@pytest.fixture
def known(gallery: Gallery) -> Known:
    ids = [row.take.id for row in gallery.takes()]
    return Known(
        models=("acme/m0", "acme/m1"), modes=("start-frame",), ids=frozenset(ids),
        stale=frozenset(ids[:2]), picks=frozenset(ids[4:]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("filter_", "numbers"),
    [
        (Filter(), {1, 2, 3, 4, 5}),
        (Filter().with_state(State.REJECTED, shown=False), {1, 2, 3, 5}),
        (Filter().with_state(State.UNRATED, shown=False), {2, 3, 5}),
        (Filter().with_state(State.RATED, shown=False), {1, 4}),
        (Filter().with_state(State.STALE, shown=False), {3, 4, 5}),
        (Filter(only=State.STALE), {1, 2}),
        (Filter(only=State.PICKED), {5}),
        (Filter(only=State.REJECTED), {4}),
        (Filter(rating=4), {3, 5}),
        (Filter(cost_usd=1.0), {1, 2}),
        (Filter(models_off=frozenset({"acme/m0"})), {1, 3, 5}),
        (Filter(models_off=frozenset({"acme/m0", "acme/m1"})), set()),
        (Filter(hidden=frozenset({State.RATED, State.UNRATED})), set()),
    ],
)
def test_what_is_asked_for_is_found_and_nothing_else(gallery, known, filter_, numbers) -> None:
    found = gallery.query(replace(filter_.query(known), limit=None)).rows
    assert {row.take.number for row in found} == numbers


@given(
    st.sets(st.sampled_from(list(State))), st.integers(0, 5),
    st.none() | st.floats(0.0, 9.0), st.sampled_from(["", "dusk"]),
)  # fmt: skip
def test_taking_every_chip_away_shows_everything_again(hidden, rating, cost, text) -> None:
    filter_ = Filter(hidden=frozenset(hidden), rating=rating, cost_usd=cost, text=text)
    for key, _ in filter_.chips():
        filter_ = filter_.without(key)
    assert filter_.replaced(text="").is_open


def test_an_open_filter_asks_for_nothing(known) -> None:
    asked = Filter(sort="number").query(known)
    assert asked == Query(limit=0, picks=known.picks, cost_usd=(None, None))
