"""Name tags over one another are moved apart. No window."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from studio.viewport.overlays.names import stacked
from studio.viewport.overlays.strokes import TAG_HEIGHT

places = st.tuples(st.floats(0.0, 300.0), st.floats(40.0, 120.0), st.floats(30.0, 120.0))


@given(st.lists(places, max_size=12))
def test_no_tag_covers_another_and_the_first_stays_where_it_is(tags) -> None:
    edges = stacked(tags)
    assert len(edges) == len(tags)
    if tags:
        assert edges[0] == tags[0][1]
    shown = [(x, edge, wide) for (x, _, wide), edge in zip(tags, edges, strict=True) if edge]
    for (x, y, wide), (other_x, other_y, other) in combinations(shown, 2):
        apart = abs(x - other_x) - (wide + other) / 2.0, abs(y - other_y) - TAG_HEIGHT
        assert max(apart) >= -1e-9


@given(st.lists(places, max_size=12))
def test_tags_only_go_up_and_not_far(tags) -> None:
    for (_, y, _), edge in zip(tags, stacked(tags), strict=True):
        assert edge is None or y - 3 * (TAG_HEIGHT + 2) < edge <= y


def test_tags_that_lie_apart_stay() -> None:
    assert stacked([(50.0, 60.0, 40.0), (150.0, 60.0, 40.0)]) == [60.0, 60.0]
