"""What the exact passes promise beyond plain surfaces: sky, alpha, sides, ids, motion's end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose.geometry.material import AlphaMode, Image, Material, Texture, Wrap
from tests.builders.snapshots import Thing, arm, ball, camera, crate, place, sheet, snapshot
from visualize.errors import RenderError, UnknownPassError
from visualize.render.options import RenderOptions
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

SIZE = (64, 36)
MIDDLE = (18, 32)


def test_nothing_drawn_is_infinitely_far_and_nobody(renderer: Renderer) -> None:
    frame = renderer.render(snapshot([], camera()), ("depth", "normal", "id", "position"), SIZE)
    assert np.all(frame["depth"] == np.inf)
    assert not frame["normal"].any()
    assert not frame["id"].any()
    assert np.isnan(frame["position"]).all()


@pytest.mark.parametrize("passes", [("depth",), ("normal",), ("depth", "normal"), ("position",)])
def test_a_pass_does_not_depend_on_the_company_it_is_drawn_in(
    renderer: Renderer, passes: tuple[str, ...]
) -> None:
    now = snapshot([Thing(mesh=ball(), world=place(0, 0, -3))], camera())
    everything = ("depth", "normal", "id", "motion", "motion_back", "position", "mask")
    full = renderer.render(now, everything, SIZE, forward=now, backward=now)
    alone = renderer.render(now, passes, SIZE)
    for name in passes:
        assert np.array_equal(alone[name], full[name], equal_nan=True)
        assert alone[name].dtype == full[name].dtype


def test_arrays_are_as_the_table_of_passes_says(renderer: Renderer) -> None:
    from visualize.render.passes import PASSES

    names = [entry.name for entry in PASSES.values() if entry.kind == "exact"]
    now = snapshot([Thing(mesh=ball(), world=place(0, 0, -3))], camera())
    frame = renderer.render(now, names, SIZE, forward=now, backward=now)
    for name in names:
        entry = PASSES[name]
        tail = () if entry.channels == 1 else (entry.channels,)
        assert frame[name].shape == (36, 64, *tail), name
        assert frame[name].dtype == entry.dtype, name


def test_sky_follows_the_turn_and_the_lens_of_the_camera(renderer: Renderer) -> None:
    angle = 0.07
    turned = camera(focal_length_mm=45.0)
    turned.world[:3, :3] = place(turn=(0.02, -angle, 0.05))[:3, :3]
    now, later = snapshot([], camera()), snapshot([], turned)
    frame = renderer.render(now, ("motion",), SIZE, forward=later)
    y, x = np.indices((36, 64)) + 0.5
    focal, focal_later = 64 * 35.0 / 36.0, 64 * 45.0 / 36.0
    rays = np.stack([(x - 32) / focal, (18 - y) / focal, -np.ones_like(x)], -1)
    there = rays @ turned.world[:3, :3]
    expected = np.stack(
        [
            32 - focal_later * there[..., 0] / there[..., 2] - x,
            18 + focal_later * there[..., 1] / there[..., 2] - y,
        ],
        -1,
    )
    np.testing.assert_allclose(frame["motion"], expected, atol=0.01)


def test_what_stands_still_under_a_camera_that_stands_still_moves_exactly_zero(
    renderer: Renderer,
) -> None:
    away = place(9_876.5, 12.3, -4_567.8)
    things = [Thing(mesh=ball(), world=away @ place(0, 0, -3, scale=(1, 2, 1)))]
    seen = camera()
    now = snapshot(things, replace(seen, world=away @ seen.world))
    motion = renderer.render(now, ("motion",), SIZE, forward=now)["motion"]
    assert np.all(motion == 0.0)


def test_motion_to_behind_the_target_camera_is_nan(renderer: Renderer) -> None:
    things = [Thing(mesh=crate(), world=place(0, -0.5, -3))]
    now = snapshot(things, camera())
    later = snapshot(things, camera((0, 0, -6)), like=now)
    motion = renderer.render(now, ("motion",), SIZE, forward=later)["motion"]
    assert np.isnan(motion[MIDDLE]).all()
    assert np.all(motion[0, 0] == 0.0)


def test_sky_behind_a_camera_that_turns_round_is_nan(renderer: Renderer) -> None:
    now, later = snapshot([], camera()), snapshot([], camera((0, 0, 0), (0, 0, 5)))
    assert np.isnan(renderer.render(now, ("motion",), SIZE, forward=later)["motion"]).all()


def test_rows_are_matched_by_node_and_those_that_left_are_nan(renderer: Renderer) -> None:
    left = Thing(mesh=ball(), world=place(-1, 0, -4), node="left")
    right = Thing(mesh=ball(), world=place(1, 0, -4), node="right")
    moved = replace(right, world=place(1.25, 0, -4))
    now = snapshot([left, right], camera())
    motion = renderer.render(now, ("motion",), (128, 72), forward=snapshot([moved], camera()))[
        "motion"
    ]
    focal = 128 * 35.0 / 36.0
    at_right = (36, int(64 + focal / 4))
    assert motion[at_right][0] == pytest.approx(0.25 * focal / 3.5, rel=0.05)
    assert np.isnan(motion[36, int(64 - focal / 4)]).all()


def test_a_mesh_that_was_changed_has_no_motion(renderer: Renderer) -> None:
    now = snapshot([Thing(mesh=ball(), world=place(0, 0, -3))], camera())
    later = snapshot([Thing(mesh=crate(), world=place(0, 0, -3))], camera())
    assert np.isnan(renderer.render(now, ("motion",), SIZE, forward=later)["motion"][MIDDLE]).all()


def test_skins_are_followed_into_a_scene_whose_joints_moved_in_the_list(renderer: Renderer) -> None:
    at, further = place(0, -1, -4), place(0.2, -1, -4)
    still = np.stack([at, at])
    one = Thing(mesh=arm(), world=np.eye(4), joints=still, node="one")
    other = Thing(mesh=arm(), world=np.eye(4), joints=np.stack([place(z=-9)] * 2), node="other")
    moved = replace(one, joints=np.stack([further, further]))
    now = snapshot([one], camera())
    frame = renderer.render(now, ("motion",), SIZE, forward=snapshot([other, moved], camera()))
    focal = 64 * 35.0 / 36.0
    assert frame["motion"][MIDDLE][0] == pytest.approx(0.2 * focal / 3.6, rel=0.02)


def test_motion_back_points_to_the_frame_before(renderer: Renderer) -> None:
    def at(x: float) -> list[Thing]:
        return [Thing(mesh=crate(), world=place(x, -0.5, -4.5))]

    now = snapshot(at(0.0), camera())
    before, after = (snapshot(at(x), camera(), like=now) for x in (-0.3, 0.1))
    frame = renderer.render(now, ("motion", "motion_back"), SIZE, forward=after, backward=before)
    focal = 64 * 35.0 / 36.0
    assert frame["motion"][MIDDLE] == pytest.approx((0.1 * focal / 4, 0.0), abs=1e-3)
    assert frame["motion_back"][MIDDLE] == pytest.approx((-0.3 * focal / 4, 0.0), abs=1e-3)


def _checker() -> Texture:
    """Return a texture whose left half is transparent."""
    pixels = np.full((8, 8, 4), 255, np.uint8)
    pixels[:, :4, 3] = 0
    return Texture(image=Image(pixels=pixels), wrap_u=Wrap.CLAMP, nearest=True)


def test_a_mask_cuts_every_exact_pass_where_its_alpha_is_below_the_cutoff(
    renderer: Renderer,
) -> None:
    cut = Material(alpha_mode=AlphaMode.MASK, base_color_texture=_checker())
    things = [
        Thing(mesh=sheet(), world=place(0, 0, -2), material=cut),
        Thing(mesh=sheet(), world=place(0, 0, -5, scale=8)),
    ]
    frame = renderer.render(snapshot(things, camera()), ("depth", "id", "normal"), SIZE)
    assert frame["id"][18, 28] == 2
    assert frame["depth"][18, 28] == pytest.approx(5.0, rel=1e-5)
    assert frame["id"][18, 36] == 1
    assert frame["depth"][18, 36] == pytest.approx(2.0, rel=1e-5)


@pytest.mark.parametrize(("alpha", "drawn"), [(0.49, False), (0.51, True)])
def test_the_rows_own_alpha_counts_in_a_mask(renderer: Renderer, alpha: float, drawn: bool) -> None:
    cut = Material(alpha_mode=AlphaMode.MASK)
    thing = Thing(mesh=sheet(), world=place(0, 0, -2), material=cut, color=(1, 1, 1, alpha))
    ids = renderer.render(snapshot([thing], camera()), ("id",), SIZE)["id"]
    assert (ids[MIDDLE] == 1) == drawn


@pytest.mark.parametrize("wrap", list(Wrap))
def test_textures_wrap_as_they_say(renderer: Renderer, wrap: Wrap) -> None:
    texture = replace(_checker(), wrap_u=wrap, transform=np.diag([2.0, 1.0, 1.0]))
    cut = Material(alpha_mode=AlphaMode.MASK, base_color_texture=texture)
    thing = Thing(mesh=sheet(), world=place(0, 0, -2), material=cut)
    ids = renderer.render(snapshot([thing], camera()), ("id",), (128, 72))["id"]
    columns = np.array([10, 30, 50, 75, 95, 115])
    focal = 128 * 35.0 / 36.0
    u = (columns + 0.5 - 64) * 2.0 / focal + 1.0  # twice over the sheet, which is two metres wide
    folded = {
        Wrap.REPEAT: u % 1.0,
        Wrap.CLAMP: np.clip(u, 0, 1),
        Wrap.MIRROR: 1.0 - np.abs(u % 2.0 - 1.0),
    }[wrap]
    assert np.array_equal(ids[36, columns] == 1, folded > 0.5)


@pytest.mark.parametrize(("solid", "expected"), [(False, 2), (True, 1)])
def test_a_transparent_surface_is_seen_only_when_solid(
    renderer: Renderer, solid: bool, expected: int
) -> None:
    glass = Material(alpha_mode=AlphaMode.BLEND, solid=solid)
    things = [
        Thing(mesh=sheet(), world=place(0, 0, -2), material=glass),
        Thing(mesh=crate(), world=place(0, -0.5, -4)),
    ]
    assert renderer.render(snapshot(things, camera()), ("id",), SIZE)["id"][MIDDLE] == expected


@pytest.mark.parametrize("mirrored", [False, True])
def test_an_open_surface_shows_both_sides_and_faces_the_camera(
    renderer: Renderer, mirrored: bool
) -> None:
    scale = (-1, 1, 1) if mirrored else (1, 1, 1)
    for turn in (0.0, np.pi):
        thing = Thing(mesh=sheet(), world=place(0, 0, -2, scale=scale, turn=(0, turn, 0)))
        normal = renderer.render(snapshot([thing], camera()), ("normal",), SIZE)["normal"]
        np.testing.assert_allclose(normal[MIDDLE], (0, 0, 1), atol=1e-5)


def test_a_surface_partly_behind_the_camera_keeps_its_depth(renderer: Renderer) -> None:
    floor = Thing(mesh=sheet(), world=place(0, -1, 0, scale=50, turn=(-np.pi / 2, 0, 0)))
    depth = renderer.render(snapshot([floor], camera()), ("depth",), SIZE)["depth"]
    focal = 64 * 35.0 / 36.0
    below = np.arange(20, 36) + 0.5 - 18
    np.testing.assert_allclose(depth[20:, 32], focal / below, rtol=1e-4)


def test_hidden_rows_are_not_drawn(renderer: Renderer) -> None:
    thing = Thing(mesh=ball(), world=place(0, 0, -3), visible=False)
    assert not renderer.render(snapshot([thing], camera()), ("id",), SIZE)["id"].any()


def test_ids_use_all_of_their_32_bits(renderer: Renderer) -> None:
    now = snapshot([Thing(mesh=ball(), world=place(0, 0, -3))], camera())
    surface = replace(now.surfaces[0], pass_id=4_000_000_123)
    now = replace(now, surfaces=(surface,))
    assert renderer.render(now, ("id",), SIZE)["id"][MIDDLE] == 4_000_000_123


def test_mask_is_the_ids_asked_for(renderer: Renderer) -> None:
    things = [Thing(mesh=ball(), world=place(x, 0, -4)) for x in (-1, 0, 1)]
    options = RenderOptions(mask_ids=(1, 3, 99, -5, 2**40))
    frame = renderer.render(snapshot(things, camera()), ("mask", "id"), SIZE, options=options)
    assert set(np.unique(frame["mask"])) == {0, 255}
    assert np.array_equal(frame["mask"] == 255, (frame["id"] == 1) | (frame["id"] == 3))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    depth=st.floats(0.11, 900.0),
    focal=st.floats(10.0, 300.0),
    where=st.floats(-50_000.0, 50_000.0),
)
def test_depth_of_a_facing_plane_is_its_distance_everywhere(
    renderer: Renderer, depth: float, focal: float, where: float
) -> None:
    seen = camera((where, where, -where), focal_length_mm=focal)
    thing = Thing(mesh=sheet(), world=place(where, where, -where - depth, scale=depth * 4))
    got = renderer.render(snapshot([thing], seen), ("depth",), SIZE)["depth"]
    np.testing.assert_allclose(got, depth, rtol=1e-5)


def test_an_unknown_pass_offers_the_nearest(renderer: Renderer) -> None:
    with pytest.raises(UnknownPassError, match="'depth'"):
        renderer.render(snapshot([], camera()), ("dept",), SIZE)


@pytest.mark.parametrize(("name", "keyword"), [("motion", "forward"), ("motion_back", "backward")])
def test_motion_asks_for_its_target(renderer: Renderer, name: str, keyword: str) -> None:
    with pytest.raises(ValueError, match=keyword):
        renderer.render(snapshot([], camera()), (name,), SIZE)


@pytest.mark.parametrize("size", [(100_000, 100_000), (1, 1), (0, 10), (-4, 3)])
def test_an_impossible_size_is_refused(renderer: Renderer, size: tuple[int, int]) -> None:
    with pytest.raises(RenderError):
        renderer.render(snapshot([], camera()), ("depth",), size)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300, 1e-30, 0.0])
def test_a_row_that_cannot_be_drawn_leaves_the_others_alone(renderer: Renderer, bad: float) -> None:
    broken = place(0, 0, -3)
    broken[0, 0] = bad
    things = [Thing(mesh=ball(), world=broken), Thing(mesh=ball(), world=place(0, 0, -5))]
    now = snapshot(things, camera())
    frame = renderer.render(now, ("id", "normal", "motion"), SIZE, forward=now)
    assert frame["id"][MIDDLE] == 2
    assert np.isfinite(frame["normal"][frame["id"] == 2]).all()


@pytest.mark.parametrize(
    "change",
    [
        {"near_m": 5.0, "far_m": 5.0},
        {"near_m": 0.0},
        {"near_m": 9.0, "far_m": 1.0},
        {"far_m": np.inf},
        {"world": np.full((4, 4), np.nan)},
    ],
)
def test_a_camera_that_cannot_see_is_named(renderer: Renderer, change: dict) -> None:
    with pytest.raises(RenderError, match="crane"):
        renderer.render(snapshot([], camera(node="crane", **change)), ("depth",), SIZE)
