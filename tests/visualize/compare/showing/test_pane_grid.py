"""The grid holds every pane apart and inside, as large as any number of columns allows."""

from hypothesis import given
from hypothesis import strategies as st

from visualize.compare.showing.grid import FOOT, GAP, LABEL, MARGIN, grid_of

COUNTS = st.integers(2, 10)
ASPECTS = st.sampled_from((0.5625, 1.0, 1.333, 1.778, 2.39))
SIZES = st.sampled_from(((1920, 1080), (1280, 720), (1080, 1920), (640, 640)))


@given(count=COUNTS, aspect=ASPECTS, within=SIZES)
def test_panes_lie_apart_inside_the_canvas_each_with_room_for_its_label(count, aspect, within):
    grid = grid_of(count, aspect, within)
    wide, high = grid.pane
    boxes = [(x, y - LABEL, x + wide, y + high) for x, y in grid.places]
    assert len(boxes) == count
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert top >= 0
        assert right <= grid.size[0]
        assert bottom <= grid.size[1] - FOOT
        for other in boxes[:i]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart
    assert grid.size[0] % 2 == grid.size[1] % 2 == 0
    assert grid.size[0] <= within[0] + 1
    assert grid.size[1] <= within[1] + 2 * count


@given(count=COUNTS, aspect=ASPECTS, within=SIZES)
def test_no_other_number_of_columns_shows_the_panes_larger(count, aspect, within):
    widest = grid_of(count, aspect, within).pane[0]
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        by_width = (within[0] - 2 * MARGIN - (columns - 1) * GAP) / columns
        by_height = (within[1] - MARGIN - FOOT - rows * (LABEL + GAP)) / rows * aspect
        assert min(by_width, by_height) < widest + 2


@given(count=COUNTS, aspect=ASPECTS, within=SIZES)
def test_panes_keep_the_shape_of_the_gate(count, aspect, within):
    wide, high = grid_of(count, aspect, within).pane
    assert abs(wide / aspect - high) <= 1.0 + 1e-6 or high == 2
