"""Portraits and pages of catalogues: what fills a frame, in which order, and on which scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.errors import NotFoundError
from compose.figures.pose import HANDS, POSES
from compose.geometry.material import Material
from compose.geometry.model import Model, ModelNode, Part
from compose.geometry.shapes import make_shape
from compose.snapshot import Snapshot
from shotwright import UsageError
from visualize.catalogue import picture_catalogue, picture_poses
from visualize.catalogue_page import TILE_WIDTH, CataloguePage, Tile
from visualize.catalogue_poses import GROUPS, pose_entries, pose_portraits
from visualize.portrait import View, portrait


def box(width: float, height: float, depth: float) -> Model:
    mesh = make_shape("box", {"width": width, "height": height, "depth": depth})
    return Model(nodes=(ModelNode(path="box", parts=(Part(mesh=mesh, material=Material()),)),))


def seen(made: Snapshot, row: int) -> np.ndarray:
    """(N, 2): where the vertices of a surface are in the frame, from −1 to 1 each way."""
    surface, world = made.surfaces[row], made.world[row]
    points = surface.mesh.positions @ world[:3, :3].T + world[:3, 3]
    camera = made.camera.world
    local = (points - camera[:3, 3]) @ camera[:3, :3]
    gate = np.array(made.camera.gate_mm)
    return local[:, :2] / -local[:, 2:] * made.camera.focal_length_mm * 2.0 / gate


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(*[st.floats(0.02, 30.0)] * 3), st.floats(-np.pi, np.pi), st.floats(0.0, 1.2),
    st.floats(0.4, 2.0),
)  # fmt: skip
def test_a_model_fills_its_frame_to_the_share_that_is_asked_for(size, turn, rise, aspect) -> None:
    made = portrait(box(*size), View(turn=turn, rise=rise, aspect=aspect, filled=0.8))
    places = seen(made, 0)
    assert np.abs(places).max() == pytest.approx(0.8, abs=0.02)


def test_poses_come_by_group_and_hands_last() -> None:
    entries = pose_entries()
    assert {entry.name for entry in entries if not entry.hand} == set(POSES)
    assert {entry.name for entry in entries if entry.hand} == set(HANDS)
    order = [GROUPS.index(entry.group) for entry in entries]
    assert order == sorted(order)


def test_a_name_of_a_pose_and_a_hand_means_both_and_an_unknown_one_is_refused() -> None:
    assert [entry.hand for entry in pose_entries(["point"])] == [False, True]
    with pytest.raises(NotFoundError, match="'kneel'"):
        pose_entries(["kneal"])


def test_the_two_views_of_a_pose_are_on_one_scale_and_lose_nothing() -> None:
    views = pose_portraits(pose_entries(["sit-relaxed"])[0], 2.0)
    heights = []
    for made in views:
        places = np.concatenate([seen(made, row) for row in range(len(made.surfaces) - 1)])
        assert np.abs(places).max() < 1.0
        heights.append(float(np.ptp(places[:, 1])))
    # The same person from two sides at one distance: perspective alone makes a difference.
    assert heights[0] == pytest.approx(heights[1], rel=0.12)


def test_a_page_has_a_tile_for_each_thing_and_a_heading_for_each_group() -> None:
    tiles = [Tile(group=group, name=f"{group} {i}", left="") for group in "ab" for i in range(7)]
    page = CataloguePage("Things", "14 things", tiles, picture_height=100, scale=1)
    white = np.full((100, TILE_WIDTH, 3), 255, np.uint8)
    for number in range(len(tiles)):
        page.tile(number, white)
    pixels = page.pixels()
    # White pictures cover exactly their own area: nothing overlaps, nothing is cut off.
    assert (pixels == 255).all(axis=2).sum() >= 14 * 100 * TILE_WIDTH
    assert pixels.shape[1] == 1920


@pytest.mark.parametrize("asked", [{"names": []}, {"look": "depth"}, {"scale": 4}])
@pytest.mark.parametrize("draw", [picture_catalogue, picture_poses])
def test_a_page_that_cannot_be_is_refused_before_anything_is_drawn(draw, asked, tmp_path) -> None:
    with pytest.raises(UsageError, match="at least one thing"):
        draw(tmp_path / "page.png", **({"names": ["point" if draw is picture_poses else "mug"]}
                                       | asked))  # fmt: skip
    assert list(tmp_path.iterdir()) == []
