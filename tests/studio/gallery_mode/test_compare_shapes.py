"""Panes stand as large as they can, and labels keep their distance."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.gallery_mode.grid_shape import columns_for, pane_places
from studio.gallery_mode.spreading import spread

WIDE = (1600, 520)


@pytest.mark.parametrize(
    ("count", "aspect", "columns"),
    [(3, 16 / 9, 2), (5, 16 / 9, 3), (3, 9 / 16, 4), (0, 1.0, 1)],
)
def test_wide_pictures_stand_in_rows_and_portraits_side_by_side(count, aspect, columns) -> None:
    assert columns_for([aspect] * count, WIDE, head=28, gap=8) == columns


def test_one_portrait_among_many_wide_pictures_changes_little() -> None:
    mixed = [9 / 16, *[16 / 9] * 9]
    wide = columns_for([16 / 9] * 10, WIDE, head=28, gap=8)
    assert columns_for(mixed, WIDE, head=28, gap=8) == wide


@given(
    st.lists(st.floats(0.4, 2.5), min_size=1, max_size=10),
    st.integers(300, 2000), st.integers(200, 1200),
)  # fmt: skip
def test_no_other_number_of_columns_shows_larger_pictures(aspects, wide, high) -> None:
    def area(columns: int) -> float:
        rows = -(-(len(aspects) + 1) // columns)
        cell = (wide - 8 * (columns - 1)) / columns, (high - 8 * (rows - 1)) / rows - 28
        sizes = [max(min(cell[0], cell[1] * aspect), 0.0) for aspect in aspects]
        return sum(size * size / aspect for size, aspect in zip(sizes, aspects, strict=True))

    chosen = columns_for(aspects, (wide, high), head=28, gap=8)
    assert area(chosen) >= max(area(n) for n in range(1, len(aspects) + 2)) - 101.0


@given(st.lists(st.floats(0.0, 100.0), max_size=9))
def test_labels_keep_their_distance_and_their_order(places) -> None:
    found = spread(places, 12.0, 0.0, 100.0)
    ordered = sorted(found)
    assert all(-1e-6 <= one <= 100.0 + 1e-6 for one in found)
    assert all(after - before >= min(12.0, 100.0 / 8) - 1e-6 for before, after in pairwise(ordered))
    order = sorted(range(len(places)), key=places.__getitem__)
    assert [found[at] for at in order] == ordered


def test_labels_that_are_far_apart_stay_where_they_are() -> None:
    assert spread([80.0, 10.0, 40.0], 12.0, 0.0, 100.0) == [80.0, 10.0, 40.0]


@given(st.integers(1, 12), st.integers(1, 12))
def test_every_pane_has_a_place_of_its_own_and_none_is_at_the_upper_right(count, columns) -> None:
    columns = min(columns, count + 1)
    places = pane_places(count, columns)
    assert len(set(places)) == count
    assert (0, columns - 1) not in places
    assert max(row for row, _ in places) < -(-(count + 1) // columns)
