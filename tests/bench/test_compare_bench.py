"""The benchmark of comparing runs on tiny input and gives rows of the usual shape."""

from __future__ import annotations

import pytest

from bench import compare


@pytest.mark.gpu
def test_a_smoke_run_gives_a_row_against_real_time():
    rows = compare.run(smoke=True)
    assert [row["name"] for row in rows] == ["compare_1_takes"]
    assert set(rows[0]) == {"name", "scene", "value", "unit", "peer", "ratio"}
    assert rows[0]["value"] * rows[0]["ratio"] == pytest.approx(1.0)
