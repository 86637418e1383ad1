"""A query finds what a person would by looking at every take, and counts it rightly."""

import json
import math
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shotwright import UsageError
from tests.builders.kept_takes import NOON, put_take, some_take
from visualize.takes.columns import Columns
from visualize.takes.facts import Facts
from visualize.takes.gallery import Gallery
from visualize.takes.query import SORTS, Query
from visualize.takes.selecting import select
from visualize.takes.take import Review

LABELS = {"sht_a": "9 door", "sht_b": "10 yard", "sht_c": "020 Straße"}
MODELS = {"acme/dream": "Dream 3", "other/dream": "Other dream", "local/ink": "Ink look"}
DAY = datetime(2026, 11, 21, tzinfo=UTC)
TEXTS = ("", "Wet street at dusk", "wet STREET, é", "e\u0301cole", "a\nb", "%_*", "İstanbul ẞ")
WORDS = ("street", "DUSK", "é", "É", "e", "dream", "ink", "take1", "_take", "hero", "%", "straße",
         "STRASSE", "no such", "wet dusk", "x y", "\u0130", "  ")  # fmt: skip

optional = st.none() | st.floats(0, 3).map(lambda value: round(value, 1))


@st.composite
def galleries(draw: st.DrawFn) -> list[Facts]:
    """Some takes in the order of their coming; shot and number are theirs alone."""
    places = draw(st.lists(
        st.tuples(st.sampled_from(sorted(LABELS)), st.integers(1, 6)), unique=True, max_size=14
    ))  # fmt: skip
    return [draw(facts(shot, number)) for shot, number in places]


@st.composite
def facts(draw: st.DrawFn, shot: str, number: int) -> Facts:
    model = draw(st.sampled_from(sorted(MODELS)))
    tags = draw(st.lists(st.sampled_from(("hero", "Client A", "é")), max_size=2, unique=True))
    return Facts(
        path=f"{shot}/{shot}_take{number}.json", stamp="", id=f"tak_{shot}{number}",
        stem=f"{shot}_wide_take{number}", shot=shot, label=LABELS[shot], number=number,
        model=model, model_name=MODELS[model], mode=draw(st.sampled_from(("image", "direct"))),
        kind=draw(st.sampled_from(("image", "video"))), prompt=draw(st.sampled_from(TEXTS)),
        cost_usd=draw(optional), seconds=float(draw(st.integers(0, 3))),
        made=DAY.timestamp() + 3600.0 * draw(st.integers(0, 72)),
        rating=draw(st.integers(0, 5)), rejected=draw(st.integers(0, 1)),
        tags=json.dumps(tags), note=draw(st.sampled_from(TEXTS)), fidelity=draw(optional),
    )  # fmt: skip


spans = st.tuples(optional, optional)
moments = st.none() | st.integers(0, 72).map(lambda hours: DAY + timedelta(hours=hours))
ids = st.frozensets(
    st.builds("tak_{}{}".format, st.sampled_from(sorted(LABELS)), st.integers(1, 6))
)
parts = st.one_of(
    st.fixed_dictionaries({"shots": st.lists(st.sampled_from((*LABELS, "sht_z"))).map(tuple)}),
    st.fixed_dictionaries({"models": st.sampled_from((("dream",), ("acme/dream", "ink"), ("x",)))}),
    st.fixed_dictionaries({"modes": st.sampled_from((("image",), ("image", "direct")))}),
    st.fixed_dictionaries({"kinds": st.just(("video",))}),
    st.fixed_dictionaries({"rating": st.tuples(st.none() | st.integers(0, 5), st.none())}),
    st.fixed_dictionaries({"cost_usd": spans}),
    st.fixed_dictionaries({"fidelity": spans}),
    st.fixed_dictionaries({"made": st.tuples(moments, moments)}),
    st.fixed_dictionaries({"text": st.sampled_from(WORDS)}),
    st.fixed_dictionaries({"tags": st.sampled_from((("hero",), ("hero", "é"), ("gone",)))}),
    st.fixed_dictionaries({"picked": st.booleans()}),
    st.fixed_dictionaries({"rejected": st.booleans()}),
    st.fixed_dictionaries({"among": ids}),
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """A query of up to three parts: of more, hardly a take is left."""
    asked: dict[str, Any] = {}
    for part in draw(st.lists(parts, max_size=3)):
        asked |= part
    return Query(
        **asked, picks=draw(ids), sort=draw(st.sampled_from(SORTS)),
        descending=draw(st.booleans()), offset=draw(st.sampled_from((0, 0, 1, 5))),
        limit=draw(st.sampled_from((None, None, 1, 4))),
    )  # fmt: skip


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def inside(value: float | None, span: tuple[float | None, float | None]) -> bool:
    low, high = span
    if (low, high) == (None, None):
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def passes(take: Facts, query: Query) -> dict[str, bool]:
    """Tell part by part whether a take is what is looked for, in plain words."""
    start, end = query.made
    everything = (take.stem, take.label, take.model, take.model_name, take.prompt, take.note,
                  *json.loads(take.tags))  # fmt: skip
    return {
        "shots": not query.shots or take.shot in query.shots,
        "models": not query.models or take.model in query.models
        or take.model.split("/")[1] in query.models,
        "modes": not query.modes or take.mode in query.modes,
        "kinds": not query.kinds or take.kind in query.kinds,
        "rating": inside(take.rating, query.rating),
        "cost_usd": inside(take.cost_usd, query.cost_usd),
        "fidelity": inside(take.fidelity, query.fidelity),
        "made": (start is None or take.made >= start.timestamp())
        and (end is None or take.made < end.timestamp()),
        "text": all(
            any(word in plain(text) for text in everything) for word in plain(query.text).split()
        ),
        "tags": set(query.tags) <= set(json.loads(take.tags)),
        "picked": query.picked is None or (take.id in query.picks) == query.picked,
        "rejected": query.rejected is None or bool(take.rejected) == query.rejected,
        "among": query.among is None or take.id in query.among,
    }  # fmt: skip


def in_order(takes: list[Facts], query: Query) -> list[Facts]:
    """Sort by shot and number, then by what is asked, what is unknown last."""
    shots = sorted(LABELS, key=lambda shot: int(LABELS[shot].split()[0]))
    models = sorted(MODELS.values(), key=str.lower)
    base = sorted(takes, key=lambda take: (shots.index(take.shot), take.number))
    value = {
        "shot": lambda take: shots.index(take.shot), "made": lambda take: take.made,
        "rating": lambda take: take.rating, "cost": lambda take: take.cost_usd,
        "fidelity": lambda take: take.fidelity, "length": lambda take: take.seconds,
        "model": lambda take: models.index(take.model_name),
    }[query.sort]  # fmt: skip
    known = [take for take in base if value(take) is not None]
    sign = -1 if query.descending else 1
    return [*sorted(known, key=lambda take: sign * value(take)),
            *(take for take in base if value(take) is None)]  # fmt: skip


def agrees(columns: Columns, keys: dict[int, Facts], query: Query) -> None:
    found = select(columns, query)
    fits = [take for take in keys.values() if all(passes(take, query).values())]
    end = None if query.limit is None else query.offset + query.limit
    wanted = in_order(fits, query)[query.offset : end]
    assert [keys[key].id for key in found.keys] == [take.id for take in wanted]
    assert found.total == len(fits)
    costs = [take.cost_usd for take in fits if take.cost_usd is not None]
    assert math.isclose(found.cost_usd, sum(costs), abs_tol=1e-9)


@settings(max_examples=150, deadline=None)
@given(galleries(), queries())
def test_a_query_finds_what_a_plain_filter_does_in_the_same_order(
    takes: list[Facts], query: Query
) -> None:
    keys = dict(enumerate(takes, start=3))
    agrees(Columns((key, *one) for key, one in keys.items()), keys, query)


@settings(max_examples=80, deadline=None)
@given(galleries(), queries())
def test_every_count_obeys_all_of_the_query_but_what_it_counts(
    takes: list[Facts], query: Query
) -> None:
    facets = select(Columns((key, *one) for key, one in enumerate(takes)), query).facets

    def left(aside: str) -> list[Facts]:
        return [
            take for take in takes
            if all(fits for part, fits in passes(take, query).items() if part != aside)
        ]  # fmt: skip

    for part, name in (("shots", "shot"), ("models", "model"), ("modes", "mode"),
                       ("kinds", "kind")):  # fmt: skip
        counted = {facet.value: facet.takes for facet in getattr(facets, part)}
        values = [getattr(take, name) for take in left(part)]
        assert counted == {getattr(take, name): values.count(getattr(take, name)) for take in takes}
    tags = [tag for take in left("tags") for tag in json.loads(take.tags)]
    every = {tag for take in takes for tag in json.loads(take.tags)}
    assert {facet.value: facet.takes for facet in facets.tags} == {t: tags.count(t) for t in every}
    stars = [take.rating for take in left("rating")]
    assert facets.ratings == tuple(stars.count(number) for number in range(6))
    assert facets.picked == sum(take.id in query.picks for take in left("picked"))
    assert facets.unpicked == sum(take.id not in query.picks for take in left("picked"))
    assert facets.rejected == sum(bool(take.rejected) for take in left("rejected"))
    assert facets.kept == sum(not take.rejected for take in left("rejected"))
    dearest = max((take.cost_usd or 0.0 for take in left("cost_usd")), default=0.0)
    assert facets.dearest_usd == dearest


@settings(max_examples=80, deadline=None)
@given(galleries(), st.data())
def test_after_any_changes_a_query_finds_what_it_would_in_a_gallery_just_opened(
    takes: list[Facts], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(queries(), min_size=1, max_size=3))
    begun = data.draw(st.integers(0, len(takes)))
    keys = dict(enumerate(takes[:begun], start=1))
    columns = Columns((key, *one) for key, one in keys.items())
    for key, take in enumerate(takes[begun:], start=begun + 1):
        agree(columns, keys, asked)
        keys[key] = take
        columns.put(key, take)
    for key, take in list(keys.items()):
        agree(columns, keys, asked)
        match data.draw(st.sampled_from(("keep", "drop", "change"))):
            case "drop":
                del keys[key]
                columns.drop(key)
            case "change":
                other = data.draw(facts(take.shot, take.number))
                name = data.draw(st.sampled_from(("rating", "cost_usd", "model", "note", "all")))
                model = {"model": other.model, "model_name": other.model_name}
                change = model if name == "model" else {name: getattr(other, name, None)}
                keys[key] = other if name == "all" else take._replace(**change)
                columns.put(key, keys[key])
    agree(columns, keys, asked)


def agree(columns: Columns, keys: dict[int, Facts], asked: list[Query]) -> None:
    for query in asked:
        agrees(columns, keys, query)


def test_shots_sort_as_people_count() -> None:
    takes = [some("sht_b"), some("sht_a"), some("sht_c")]
    found = select(Columns((key, *one) for key, one in enumerate(takes)), Query())
    assert [facet.label for facet in found.facets.shots] == ["9 door", "10 yard", "020 Straße"]
    assert list(found.keys) == [1, 0, 2]


def some(shot: str) -> Facts:
    return Facts(f"{shot}/a.json", "", f"tak_{shot}", "a", shot, LABELS[shot], 1, "m", "M", "image",
                 "image", "", None, 0.0, 0.0, 0, 0, "[]", "", None)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "found"),
    [("take", [1, 12]), ("TAKE1", [1, 12]), ("e12", [12]), ("2", [12]), ("1 yard", [1, 12]),
     ("yard_take1", [1, 12]), ("take2", []), ("take12x", [])],
)  # fmt: skip
def test_a_word_may_reach_into_the_number_of_a_take(word: str, found: list[int]) -> None:
    takes = {number: some("sht_a")._replace(stem=f"yard_take{number}") for number in (1, 12)}
    columns = Columns((key, *one) for key, one in takes.items())
    assert list(select(columns, Query(text=word)).keys) == found


def test_a_take_has_all_of_the_tags_that_are_asked_for() -> None:
    takes = {1: some("sht_a")._replace(tags='["hero"]'),
             2: some("sht_b")._replace(tags='["dusk", "hero"]')}  # fmt: skip
    columns = Columns((key, *one) for key, one in takes.items())
    assert list(select(columns, Query(tags=("hero", "dusk"))).keys) == [2]


def test_a_shot_is_called_as_its_newest_take_calls_it() -> None:
    takes = [some("sht_a")._replace(number=2, label="new"), some("sht_a")._replace(label="old")]
    (facet,) = select(Columns((key, *one) for key, one in enumerate(takes)), Query()).facets.shots
    assert (facet.label, facet.takes) == ("new", 2)


def test_an_empty_gallery_answers_every_query(tmp_path: Path) -> None:
    with Gallery(tmp_path) as gallery:
        page = gallery.query(Query(text="a", sort="rating", picked=False, tags=("x",)))
    assert (page.rows, page.total, page.of, page.facets.shots) == ((), 0, 0, ())


@pytest.mark.parametrize("wrong", [{"sort": "ratings"}, {"offset": -1}, {"limit": -1}])
def test_a_query_that_means_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Query(**wrong)  # type: ignore[arg-type]


def test_a_price_beyond_all_reason_breaks_no_sum(tmp_path: Path) -> None:
    for number in (1, 2):
        put_take(tmp_path, some_take(number, reported_usd=1.7e308))
    with Gallery(tmp_path) as gallery:
        assert gallery.query(Query()).cost_usd == math.inf


def test_the_whole_way_from_files_to_a_page(tmp_path: Path) -> None:
    put_take(tmp_path, some_take(1, prompt="Rain."), review=Review(rating=2), fidelity=91.5)
    put_take(tmp_path, some_take(2, finished=NOON + timedelta(hours=1)))
    put_take(tmp_path, some_take(1, shot="sht_wide", label="010 wide"), folder="010_wide")
    with Gallery(tmp_path) as gallery:
        page = gallery.query(Query(shots=("sht_push",), sort="made", descending=True, limit=1))
        assert (page.total, page.of, page.cost_usd) == (2, 3, 1.0)
        (row,) = page.rows
        assert row == gallery.find("020_push_take2")
        (rainy,) = gallery.query(Query(text="rain", fidelity=(90.0, None))).rows
        assert (rainy.fidelity, rainy.review.rating) == (91.5, 2)
