"""Trees: as high as asked, light enough for a forest, standing on their trunk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.kit import make_prop

TREES = ("broadleaf_tree", "poplar", "birch", "pine_tree", "palm", "bare_tree")


@pytest.mark.parametrize("name", TREES)
@given(st.floats(2.0, 30.0), st.integers(0, 9999))
@settings(max_examples=6, deadline=None)
def test_a_tree_is_about_as_high_as_asked(name, height, seed):
    model = make_prop(name, {"height": height, "seed": seed, "detail": 0.5})
    tops = [part.mesh.positions[:, 1].max() for node in model.nodes for part in node.parts]
    assert 0.75 * height <= max(tops) <= 1.12 * height


@pytest.mark.parametrize("name", TREES)
@given(st.integers(0, 9999))
@settings(max_examples=4, deadline=None)
def test_a_distant_tree_has_fewer_than_600_triangles(name, seed):
    model = make_prop(name, {"seed": seed, "detail": 0.25})
    assert sum(len(p.mesh.triangles) for n in model.nodes for p in n.parts) < 600


@pytest.mark.parametrize("name", TREES)
def test_a_trunk_stands_at_the_origin_and_is_thickest_at_its_foot(name):
    trunk = make_prop(name, {"seed": 2}).nodes[0].parts[0].mesh.positions.astype(float)
    height = trunk[:, 1].max()
    foot = trunk[trunk[:, 1] < 1e-3]
    assert np.abs(foot.mean(0)[[0, 2]]).max() < 0.02
    assert abs(trunk[:, 1].min()) < 1e-3
    near = trunk[np.abs(trunk[:, 1] - 0.1 * height) < 0.06 * height]
    radius_at_foot = np.hypot(foot[:, 0], foot[:, 2]).max()
    assert radius_at_foot >= np.hypot(near[:, 0], near[:, 2]).max() - 1e-6
