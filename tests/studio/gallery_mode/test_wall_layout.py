"""The wall's layout: takes lie in order, apart from each other, and are found where they lie."""

from hypothesis import given
from hypothesis import strategies as st

from studio.gallery_mode.wall_layout import Measure, Stretch, WallLayout

STRETCHES = st.lists(
    st.builds(Stretch, count=st.integers(0, 23), folded=st.booleans(), headed=st.booleans()),
    max_size=6,
)
WIDTHS = st.integers(60, 1600)
MEASURES = st.sampled_from([Measure((184, 140)), Measure((0, 60), gap=(0, 1), margin=12)])


def shown(groups: list[Stretch]) -> list[int]:
    """Return the takes of open groups, counted one by one."""
    found, first = [], 0
    for group in groups:
        found += [] if group.folded else range(first, first + group.count)
        first += group.count
    return found


@given(STRETCHES, WIDTHS, MEASURES)
def test_no_two_takes_overlap_and_all_lie_inside(groups, width, measure) -> None:
    laid = WallLayout(groups, width, measure)
    places = [laid.place(take) for take in shown(groups)]
    assert len(set(places)) == len(places)
    for left, top, wide, high in places:
        assert top + high <= laid.height
        others = [box for box in places if box != (left, top, wide, high)]
        assert not any(
            left < x + w and x < left + wide and top < y + h and y < top + high
            for x, y, w, h in others
        )


@given(STRETCHES, WIDTHS, MEASURES)
def test_a_take_is_found_in_its_own_middle(groups, width, measure) -> None:
    laid = WallLayout(groups, width, measure)
    for take in shown(groups):
        left, top, wide, high = laid.place(take)
        assert laid.take_at(left + wide // 2, top + high // 2) == take


@given(STRETCHES, WIDTHS, MEASURES, st.integers(0, 3000), st.integers(0, 900))
def test_what_is_seen_is_among_what_is_painted(groups, width, measure, top, seen) -> None:
    laid = WallLayout(groups, width, measure)
    painted = set(laid.takes_between(top, top + seen))
    for take in shown(groups):
        _, y, _, high = laid.place(take)
        if y < top + seen and y + high > top:
            assert take in painted


@given(STRETCHES, WIDTHS, MEASURES, st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]))
def test_keys_lead_to_takes_that_are_shown(groups, width, measure, step) -> None:
    laid, open_ = WallLayout(groups, width, measure), shown(groups)
    for take in open_:
        assert laid.beside(take, *step) in open_


def test_ten_thousand_takes_cost_no_more_than_ten() -> None:
    laid = WallLayout([Stretch(10_000)], 900, Measure((184, 140)))
    assert len(laid.takes_between(100_000, 100_800)) < 60
