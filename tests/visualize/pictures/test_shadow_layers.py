"""Shadow maps kept from frame to frame: the pictures are those of a renderer that kept nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.snapshot import Snapshot
from tests.builders.lit import NIGHT, WHITE_CARD, sun
from tests.builders.snapshots import Thing, arm, ball, camera, crate, face, place, sheet, snapshot
from visualize.render.bounds import Spheres
from visualize.render.options import RenderOptions
from visualize.render.pictures.shadow_fit import spot_reaches
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
SIZE = (96, 54)
SMALL_MAPS = RenderOptions(shadow_map_size=512, samples=2)
LIGHTS = (
    sun((-0.6, -1.0, -0.35), shadow=True),
    sun(
        (0.3, -1.0, 0.1), type="spot", position=(-0.9, 4.0, -0.3), inner_cone=0.9, outer_cone=1.0,
        shadow=True, color=(60.0, 60.0, 60.0),
    ),
)  # fmt: skip


def street(frame: int, like: Snapshot | None = None) -> Snapshot:
    """A camera on its way past things that stand, slide, bend, appear, and stop half way."""
    slid = 0.13 * min(frame, 3)
    joints = np.stack([place(x=-1.5), place(x=-1.5 + 0.1 * frame, turn=(0, 0, 0.1 * frame))])
    things = [
        Thing(mesh=sheet(), world=place(scale=30.0, turn=(-np.pi / 2, 0, 0)), material=WHITE_CARD),
        *(Thing(mesh=crate(), world=place(x=1.3 * k - 6.0, z=-3.0)) for k in range(9)),
        Thing(mesh=ball(), world=place(x=1.5, y=0.6, z=slid)),
        Thing(mesh=ball(), world=place(x=0.0, y=0.6, z=1.0), visible=frame > 2),
        Thing(mesh=arm(), world=np.eye(4), joints=joints),
        Thing(mesh=face(), world=place(x=-3.0, y=0.5), weights=(0.2 * frame, 0.0, 0.0)),
    ]
    seen_by = camera(eye=(0.4 * frame, 3.0, 7.0), target=(0.4 * frame, 0.5, 0.0))
    return snapshot(things, seen_by, like=like, environment=NIGHT, lights=LIGHTS)


FIRST = street(0)
FRAMES = [street(frame, FIRST) for frame in range(6)]


def drawn(frames: Sequence[int], passes: Sequence[str]) -> dict[int, list[np.ndarray]]:
    with Renderer() as renderer:
        made = {}
        for frame in frames:
            layers = renderer.render(FRAMES[frame], passes, SIZE, options=SMALL_MAPS)
            made[frame] = [layers[name] for name in sorted(passes)]
        return made


@pytest.fixture(scope="module")
def alone() -> dict[int, list[np.ndarray]]:
    """Every frame by a renderer that has drawn no other."""
    return {frame: drawn([frame], ["beauty", "clay"])[frame] for frame in range(len(FRAMES))}


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 3, 4), (0, 5, 1, 4, 2, 3, 0)], ids=str
)
@pytest.mark.parametrize("passes", [("beauty", "clay"), ("clay", "beauty")], ids=str)
def test_a_frame_is_the_same_whatever_was_drawn_before(
    alone: dict[int, list[np.ndarray]], order: tuple[int, ...], passes: tuple[str, ...]
) -> None:
    for frame, pictures in drawn(order, passes).items():
        for picture, expected in zip(pictures, alone[frame], strict=True):
            assert np.array_equal(picture, expected)


def test_pictures_do_not_depend_on_which_passes_share_the_maps(
    alone: dict[int, list[np.ndarray]],
) -> None:
    for at, name in enumerate(("beauty", "clay")):
        for frame, (picture,) in drawn((1, 2, 3), [name]).items():
            assert np.abs(picture.astype(int) - alone[frame][at]).max() == 0


def test_shadows_follow_what_moves(alone: dict[int, list[np.ndarray]]) -> None:
    still = drawn([2], ["clay"])[2][0]
    assert not np.array_equal(still, alone[3][1])


@pytest.mark.parametrize("size", [1e30, 1e160, 1e300, np.inf, np.nan])
def test_things_beyond_all_numbers_spoil_no_later_frame(size: float) -> None:
    blown_up = snapshot(
        [
            Thing(mesh=sheet(), world=place(scale=30.0, turn=(-np.pi / 2, 0, 0))),
            Thing(mesh=crate(), world=np.diag([size, size, size, 1.0])),
            Thing(mesh=arm(), world=np.eye(4), joints=np.full((2, 4, 4), size)),
        ],
        FIRST.camera,
        environment=NIGHT,
        lights=LIGHTS,
    )
    with Renderer() as renderer:
        renderer.render(blown_up, ["beauty"], SIZE, options=SMALL_MAPS)
        after = renderer.render(FRAMES[1], ["beauty"], SIZE, options=SMALL_MAPS)["beauty"]
    assert np.array_equal(after, drawn([1], ["beauty"])[1][0])


@settings(max_examples=100, deadline=None)
@given(
    angle=st.floats(0.0, 1.5),
    turn=st.floats(0.0, 6.3),
    distance=st.floats(0.1, 20.0),
    off=st.tuples(*[st.floats(-1.0, 1.0)] * 3),
    radius=st.floats(0.01, 5.0),
)
def test_a_sphere_that_holds_a_lit_point_is_reached(
    angle: float, turn: float, distance: float, off: tuple[float, ...], radius: float
) -> None:
    spot = sun((0.0, 0.0, -1.0), type="spot", outer_cone=angle + 1e-3, range_m=20.5)
    toward = np.array([np.sin(angle) * np.cos(turn), np.sin(angle) * np.sin(turn), -np.cos(angle)])
    lit = distance * toward
    center = lit + radius * np.array(off) / max(1.0, float(np.linalg.norm(off)))
    assert spot_reaches(spot, Spheres(center[None], np.array([radius * (1.0 + 1e-9)])))


def test_a_sphere_behind_or_beside_the_cone_is_not_reached() -> None:
    spot = sun((0.0, 0.0, -1.0), type="spot", outer_cone=0.5, range_m=10.0)
    for place_at in ((0.0, 0.0, 3.0), (5.0, 0.0, -2.0), (0.0, 0.0, -12.0)):
        assert not spot_reaches(spot, Spheres(np.array([place_at]), np.array([1.0])))
