"""Samples of other kinds: a faithful restyle is above clean clips that are not faithful."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose.files import load_project
from tests.builders.degraded_clips import ShotClips, mirrored, write_clip
from tests.builders.take_rows import row_of
from visualize.compare.measure import measure_takes
from visualize.render.renderer import Renderer
from visualize.takes.take import Mapped

pytestmark = pytest.mark.gpu
FRAMES, STEP = 5, 2.0
"""Every second frame of a shot, so that a short clip still goes somewhere."""
SIZE = (640, 360)
SHOTS = {"product": "030", "dialogue": "050"}


@pytest.fixture(scope="module", params=list(SHOTS))
def fidelity(
    request: pytest.FixtureRequest, shared_renderer: Renderer, tmp_path_factory
) -> dict[str, float]:
    """The fidelity of clips of a sample's shot, by what was done to them."""
    project = load_project(Path("scenes") / request.param)
    shot = next(shot for shot in project.shots if shot.number == SHOTS[request.param])
    clips = ShotClips(project, shot, FRAMES, shared_renderer, SIZE, STEP)
    made = {"own": clips.faithful, "watercolour": clips.restyled("watercolour"),
            "frozen": clips.frozen(), "mirrored": mirrored(clips.faithful)}  # fmt: skip
    folder = tmp_path_factory.mktemp(request.param)
    rows = [
        row_of(write_clip(folder / f"{name}.mp4", clip), number=number,
               shot=shot.id.removeprefix("sht_"), mapping=Mapped(**clips.mapping.model_dump()))
        for number, (name, clip) in enumerate(made.items(), start=1)
    ]  # fmt: skip
    found = measure_takes(project, rows, draws=shared_renderer)
    return {name: one.fidelity for name, one in zip(made, found, strict=True)}


def test_our_own_render_is_as_faithful_as_can_be_told(fidelity):
    assert fidelity["own"] >= 99.0


def test_a_watercolour_of_the_shot_is_far_above_clean_clips_that_are_not_faithful(fidelity):
    wrong = max(fidelity["frozen"], fidelity["mirrored"])
    assert fidelity["own"] >= fidelity["watercolour"] > wrong + 15.0, fidelity
