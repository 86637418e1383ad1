"""The renderer over time: the same bytes again, nothing leaked, nothing left behind."""

from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import moderngl
import numpy as np
import pytest

from compose.geometry.material import AlphaMode, Image, Material, Texture
from compose.snapshot import Snapshot
from tests.builders.snapshots import Thing, arm, ball, camera, crate, face, place, sheet, snapshot
from visualize.errors import RenderError
from visualize.render.device import Device
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

ROOT = Path(__file__).resolve().parents[3]
SIZE = (96, 54)
PASSES = ("depth", "normal", "id", "motion", "motion_back", "position")


def moving(frame: int) -> Snapshot:
    """Return a frame of a scene with every kind of geometry."""
    t = frame / 10.0
    joints = np.stack([place(1.2, -1, -4), place(1.2, -1, -4, turn=(0, 0, 0.1 * t))])
    things = [
        Thing(mesh=ball(), world=place(-1 + t, 0, -4, turn=(t, 0, 0))),
        Thing(mesh=arm(), world=np.eye(4), joints=joints),
        Thing(mesh=face(), world=place(0, 0.5, -3), weights=(0.1 * t, 0.2, 0.0)),
        *(Thing(mesh=crate(), world=place(x - 5, -1, -7, turn=(0, t, 0))) for x in range(10)),
    ]
    return snapshot(things, camera((0.1 * t, 0, 0)))


def digest(renderer: Renderer, frame: int) -> str:
    """Return a hash of every exact pass of a frame."""
    drawn = renderer.render(
        moving(frame), PASSES, SIZE, forward=moving(frame + 1), backward=moving(frame - 1)
    )
    return hashlib.sha256(b"".join(drawn[name].tobytes() for name in PASSES)).hexdigest()


def test_the_same_frame_is_the_same_bytes_from_the_middle_and_after_other_scenes(
    gl_context: moderngl.Context,
) -> None:
    with Renderer(gl_context) as renderer:
        in_order = [digest(renderer, frame) for frame in range(4)]
    with Renderer(gl_context) as renderer:
        other = snapshot([Thing(mesh=sheet(), world=place(0, 0, -2, scale=9))], camera())
        renderer.render(other, ("depth", "id"), (200, 120))
        assert [digest(renderer, frame) for frame in (3, 1)] == [in_order[3], in_order[1]]


def test_a_new_process_draws_the_same_bytes(renderer: Renderer) -> None:
    code = (
        "from tests.visualize.render.test_renderer_life import digest\n"
        "from visualize.render.renderer import Renderer\n"
        "with Renderer() as renderer: print(digest(renderer, 2))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == digest(renderer, 2)


def _live_objects(context: moderngl.Context) -> int:
    """Return how many GL objects are not released, those that Python has lost included."""
    gc.collect()
    kinds = (moderngl.Buffer, moderngl.Texture, moderngl.VertexArray, moderngl.Framebuffer)
    held = [item for item in gc.get_objects() if type(item) in kinds]
    inner = [*(item.mglo for item in held), *context.objects]
    return sum(not isinstance(item, moderngl.InvalidObject) for item in inner)


def _draw_many(context: moderngl.Context, frames: int) -> tuple[int, int]:
    context.gc_mode = "context_gc"  # what is lost without a release is listed, not forgotten
    with Renderer(context) as renderer:
        for frame in range(20):
            digest(renderer, frame)
        before = _live_objects(context), _resident()
        for frame in range(frames):
            digest(renderer, frame % 20)
        grown = _live_objects(context) - before[0], _resident() - before[1]
    context.gc_mode = None
    return grown


def _resident() -> int:
    """Return this process's memory in bytes."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_drawing_frames_leaks_nothing(gl_context: moderngl.Context) -> None:
    objects, memory = _draw_many(gl_context, 60)
    assert objects <= 0
    assert memory < 8_000_000


@pytest.mark.soak
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_drawing_two_thousand_frames_leaks_nothing(gl_context: moderngl.Context) -> None:
    objects, memory = _draw_many(gl_context, 2000)
    assert objects <= 0
    assert memory < 12_000_000


def test_meshes_and_textures_leave_the_gpu_when_python_lets_go(
    gl_context: moderngl.Context,
) -> None:
    with Device(gl_context) as device, gl_context:
        mesh = replace(ball())
        image = Image(pixels=np.zeros((4, 4, 4), np.uint8))
        device.meshes.get(mesh).buffer("positions")
        device.textures.bind(Texture(image=image), 0, srgb=True)
        assert (len(device.meshes), len(device.textures)) == (1, 1)
        del mesh, image
        gc.collect()
        device.meshes.collect()
        device.textures.collect()
        assert (len(device.meshes), len(device.textures)) == (0, 0)


def test_a_frame_outlives_later_frames_and_the_renderer(gl_context: moderngl.Context) -> None:
    near = snapshot([Thing(mesh=sheet(), world=place(0, 0, -2, scale=9))], camera())
    far = snapshot([Thing(mesh=sheet(), world=place(0, 0, -7, scale=9))], camera())
    with Renderer(gl_context) as renderer:
        depth = renderer.render(near, ("depth",), SIZE)["depth"]
        for _ in range(5):
            renderer.render(far, ("depth",), SIZE)
    np.testing.assert_allclose(depth, 2.0, rtol=1e-5)


def test_closing_one_renderer_leaves_another_working() -> None:
    scene = snapshot([Thing(mesh=sheet(), world=place(0, 0, -3, scale=9))], camera())
    with Renderer() as second:
        with Renderer() as first:
            first.render(scene, ("depth",), SIZE)
        np.testing.assert_allclose(second.render(scene, ("depth",), SIZE)["depth"], 3.0, rtol=1e-5)


def test_a_closed_renderer_says_so_and_closing_twice_is_fine(
    gl_context: moderngl.Context,
) -> None:
    renderer = Renderer(gl_context)
    renderer.close()
    renderer.close()
    with pytest.raises(RenderError, match="closed"):
        renderer.render(snapshot([], camera()), ("depth",), SIZE)


def test_an_edited_scene_shows_its_new_picture_and_material(renderer: Renderer) -> None:
    def cut(alpha: int) -> Material:
        pixels = np.full((2, 2, 4), alpha, np.uint8)
        texture = Texture(image=Image(pixels=pixels))
        return Material(alpha_mode=AlphaMode.MASK, base_color_texture=texture)

    thing = Thing(mesh=sheet(), world=place(0, 0, -2), material=cut(255))
    assert renderer.render(snapshot([thing], camera()), ("id",), SIZE)["id"].any()
    thing = replace(thing, material=cut(0))
    assert not renderer.render(snapshot([thing], camera()), ("id",), SIZE)["id"].any()


def test_importing_the_package_loads_no_gl() -> None:
    code = (
        "import sys, visualize.render as r\n"
        "assert 'moderngl' not in sys.modules and 'glcontext' not in sys.modules\n"
        "assert set(r.__all__) <= {*dir(r), 'Renderer', 'create_context'}\n"
        "r.Renderer; assert 'moderngl' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_without_gl_the_error_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from visualize.errors import ContextError
    from visualize.render import context

    def refuse(**_: object) -> None:
        raise Exception("libEGL.so not loaded")  # noqa: TRY002 - what the library raises

    monkeypatch.setattr(context.moderngl, "create_context", refuse)
    monkeypatch.setattr(context.sys, "platform", "linux")
    with pytest.raises(ContextError, match="libegl1 libgl1"):
        context.create_context()
