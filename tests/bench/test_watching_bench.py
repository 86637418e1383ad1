"""The rows about takes on screen: a notch of the wheel, and takes played in step."""

import pytest

from bench import watching

pytestmark = pytest.mark.usefixtures("qapp")


def test_its_rows_tell_of_scrolling_and_of_frames_left_out():
    rows = {row["name"]: row for row in watching.run(smoke=True)}
    assert list(rows) == ["wall_notch", "wall_notch_p95", "compare_left_out", "compare_frame_cpu"]
    assert rows["wall_notch"]["value"] > 0
    assert 0.0 <= rows["compare_left_out"]["value"] <= 100.0
    assert all(row["unit"] in ("ms", "% of frames") for row in rows.values())
