"""Up and Down on the wall pass every header once and every row of takes, and come back."""

from hypothesis import given
from hypothesis import strategies as st

from studio.gallery_mode.wall_layout import Measure, Stretch, WallLayout
from studio.gallery_mode.wall_steps import Spot, above, below, spot_of

TILE = Measure((100, 80))
GROUPS = st.lists(
    st.builds(Stretch, st.integers(0, 9), st.booleans(), st.booleans()), min_size=1, max_size=6
)


def laid(*groups: Stretch) -> WallLayout:
    """Three takes in a row."""
    return WallLayout(groups, 400, TILE)


def test_a_header_stands_between_the_takes_of_two_shots() -> None:
    wall = laid(Stretch(3), Stretch(2))
    assert below(wall, spot_of(wall, 1)) == Spot(1)
    assert below(wall, Spot(1)) == Spot(1, 3)
    assert above(wall, Spot(1, 4)) == Spot(1)
    assert above(wall, Spot(1)) == Spot(0, 0)


def test_a_folded_or_an_empty_shot_is_its_header_alone() -> None:
    wall = laid(Stretch(3), Stretch(4, folded=True), Stretch(0), Stretch(1))
    seen, spot = [], spot_of(wall, 0)
    for _ in range(4):
        spot = below(wall, spot)
        seen.append(spot)
    assert seen == [Spot(1), Spot(2), Spot(3), Spot(3, 7)]


def test_at_the_ends_it_stays() -> None:
    wall = laid(Stretch(1))
    assert above(wall, Spot(0)) == Spot(0)
    assert below(wall, Spot(0, 0)) == Spot(0, 0)


@given(GROUPS)
def test_going_down_meets_every_header_and_every_row_and_never_turns_back(groups) -> None:
    wall = laid(*groups)
    firsts = [n for n, one in enumerate(groups) if one.headed or wall.opened(n)]
    if not firsts:
        return
    start = firsts[0]
    spot = Spot(start) if groups[start].headed else Spot(start, wall.first_of(start))
    met = [spot]
    while (then := below(wall, met[-1])) != met[-1]:
        met.append(then)
        assert len(met) < 100
    headers = [one.group for one in met if one.take is None]
    assert headers == [n for n, one in enumerate(groups) if one.headed]
    rows = {
        (wall.group_of(one.take), wall.place(one.take)[1]) for one in met if one.take is not None
    }
    every = range(wall.count)
    assert rows == {
        (wall.group_of(n), wall.place(n)[1]) for n in every if wall.opened(wall.group_of(n))
    }
