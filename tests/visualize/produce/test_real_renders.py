"""The real renderer through the whole pipeline: the same bytes however a job is cut up."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from small_stage import small_project, tree

from compose.evaluation import evaluate
from compose.timing import FrameRange
from visualize.produce import render_shot
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
SIZE = (96, 54)
PASSES = ["clay", "depth", "normal", "id", "motion", "motion_back", "position"]


@pytest.fixture
def gl(gl_context, shared_renderer: Renderer) -> Renderer:
    """Return the real renderer; the test must leave the GL error flag clean."""
    assert gl_context is not None
    return shared_renderer


def pictures(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(folder).items() if name.endswith(".png")}


def test_passes_drawn_alone_together_in_chunks_and_elsewhere_are_the_same_bytes(
    gl: Renderer, tmp_path: Path
) -> None:
    project = small_project()
    settings = {"size": SIZE, "renderer": gl}
    render_shot(project, "010", passes=PASSES, out=tmp_path / "whole", **settings)
    whole = pictures(tmp_path / "whole")
    assert len(whole) == 8 * len(PASSES)
    for name in PASSES:
        render_shot(project, "010", passes=[name], out=tmp_path / "alone", **settings)
    assert pictures(tmp_path / "alone") == whole
    for chunk in (FrameRange(3, 6), FrameRange(-2, 3)):
        render_shot(project, "010", passes=PASSES, frames=chunk, out=tmp_path / "cut", **settings)
    assert pictures(tmp_path / "cut") == whole
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from small_stage import small_project\n"
        "from visualize.produce import render_shot\n"
        f"render_shot(small_project(), '010', passes={PASSES!r}, size={SIZE!r}, out=sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "other")], check=True)
    assert pictures(tmp_path / "other") == whole


def test_exr_holds_what_the_renderer_drew_bit_for_bit(gl: Renderer, tmp_path: Path) -> None:
    project = small_project()
    shot = project.shot("010")
    render_shot(project, shot, passes=["beauty", *PASSES[1:]], size=SIZE, out=tmp_path,
                renderer=gl, format="exr", frames=FrameRange(2, 3))  # fmt: skip
    drawn = gl.render(
        evaluate(project, shot, 2),
        ["beauty_linear", *PASSES[1:]],
        SIZE,
        forward=evaluate(project, shot, 3),
        backward=evaluate(project, shot, 1),
    )
    path = tmp_path / "010_wide_establishing" / "layers" / "010_wide_establishing.0002.exr"
    with OpenEXR.File(str(path), separate_channels=True) as file:
        found = {name: channel.pixels for name, channel in file.channels().items()}
    beauty = np.stack([found[letter] for letter in "RGB"], axis=-1)
    motion = np.stack([found["motion.u"], found["motion.v"]], axis=-1)
    assert beauty.tobytes() == drawn["beauty_linear"].tobytes()
    assert motion.tobytes() == drawn["motion"].tobytes()
    assert found["depth.Z"].tobytes() == drawn["depth"].tobytes()
    assert np.array_equal(found["id"], drawn["id"])


def test_the_depth_range_is_where_the_box_stands(gl: Renderer, tmp_path: Path) -> None:
    """A unit box at the origin, camera on +Z at 8.5 down to 7.3 m: its near face at 0.5."""
    render_shot(small_project(), "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=gl)
    kept = json.loads((tmp_path / "010_wide_establishing" / "depth-range.json").read_text())
    assert 6.7 < kept["near_m"] < 6.95
    assert 7.9 < kept["far_m"] < 9.1
