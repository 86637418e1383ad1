"""Takes of a sample rank in the known order, are measured once, and hostile files are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from compose.edits import set_keyframe
from compose.files import load_project
from tests.builders.degraded_clips import ShotClips, mirrored, recoloured, write_clip
from tests.builders.take_rows import row_of
from visualize.compare.kept import read_measures
from visualize.compare.mapping import mapping_of, moved
from visualize.compare.measure import measure_takes
from visualize.errors import TakeError
from visualize.render.renderer import Renderer
from visualize.takes.measures import Measures
from visualize.takes.row import Row
from visualize.takes.sidecar import measures_of
from visualize.takes.take import Mapped

pytestmark = pytest.mark.gpu
FRAMES = 6
SIZE = (640, 360)


class NeverDraws:
    """Fails when anything is drawn."""

    def render(self, *_: object, **__: object) -> None:
        raise AssertionError("nothing was to be drawn")


@pytest.fixture(scope="module")
def clips(shared_renderer: Renderer) -> ShotClips:
    project = load_project(Path("scenes/street"))
    shot = next(shot for shot in project.shots if shot.number == "020")
    return ShotClips(project, shot, FRAMES, shared_renderer, SIZE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("takes")


@pytest.fixture(scope="module")
def rows(clips: ShotClips, folder: Path) -> dict[str, Row]:
    own = clips.faithful
    made = {
        "own": (own, 20), "own_poor": (own, 30), "recoloured": (recoloured(own), 20),
        "watercolour": (clips.restyled("watercolour"), 20), "frozen": (clips.frozen(), 20),
        "mirrored": (mirrored(own), 20), "held": (clips.static_camera(), 20),
    }  # fmt: skip
    mapping = Mapped(**clips.mapping.model_dump())
    return {
        name: row_of(write_clip(folder / f"{name}.mp4", clip, crf=crf), number=number,
                     shot=clips.shot.id.removeprefix("sht_"), mapping=mapping)
        for number, (name, (clip, crf)) in enumerate(made.items(), start=1)
    }  # fmt: skip


@pytest.fixture(scope="module")
def found(clips: ShotClips, rows: dict[str, Row], shared_renderer: Renderer) -> dict[str, Measures]:
    measures = measure_takes(clips.project, list(rows.values()), draws=shared_renderer)
    return dict(zip(rows, measures, strict=True))


def test_our_own_render_is_as_faithful_as_can_be_told(found):
    assert found["own"].fidelity >= 99.0
    assert found["own_poor"].fidelity >= 90.0


def test_takes_rank_in_the_known_order(found):
    fidelity = {name: measures.fidelity for name, measures in found.items()}
    faithful = min(fidelity[name] for name in ("own", "recoloured", "watercolour"))
    unfaithful = max(fidelity[name] for name in ("frozen", "mirrored", "held"))
    assert faithful > unfaithful + 10.0, fidelity
    assert fidelity["own"] >= fidelity["recoloured"]
    assert fidelity["recoloured"] >= fidelity["watercolour"]


def test_a_still_take_is_said_to_stand_still(found):
    assert "stands still" in found["frozen"].words
    assert found["frozen"].alignment.frozen == tuple(range(1, FRAMES))


def test_curves_are_as_long_as_the_clip(found):
    for measures in found.values():
        assert len(measures.curve) == FRAMES == measures.frames
        for metric in measures.metrics:
            assert len(metric.curve) in (0, FRAMES), metric.name


def test_what_was_measured_is_kept_and_not_measured_again(clips, rows, found):
    again = measure_takes(clips.project, list(rows.values()), draws=NeverDraws())
    assert again == list(found.values())
    assert read_measures(rows["own"]) == found["own"]


def test_a_changed_shot_is_measured_anew(clips, rows, found):
    changed = set_keyframe(
        clips.project, scene=clips.shot.scene, node=clips.shot.camera,
        channel="translation.y", frame=clips.shot.start, value=1.0,
    )  # fmt: skip
    with pytest.raises(AssertionError, match="nothing was to be drawn"):
        measure_takes(changed, [rows["own"]], draws=NeverDraws())


def test_damaged_measures_count_for_nothing(rows, found, folder):
    path = measures_of(rows["held"].path)
    path.write_text('{"kind": "shotwright-measures", "version": 1}')
    assert read_measures(rows["held"]) is None
    path.unlink()
    path.symlink_to(measures_of(rows["own"].path))
    assert read_measures(rows["held"]) is None


def test_a_file_that_is_not_the_takes_is_refused(clips, rows, folder):
    copy = folder / "swapped.mp4"
    shutil.copyfile(rows["mirrored"].file, copy)
    row = row_of(copy, number=40, shot=clips.shot.id.removeprefix("sht_"))
    shutil.copyfile(rows["frozen"].file, copy)
    with pytest.raises(TakeError, match="changed since the take was kept"):
        measure_takes(clips.project, [row], draws=NeverDraws())


def test_a_picture_has_a_start_and_no_motion(clips, folder, shared_renderer):
    path = folder / "still.png"
    Image.fromarray(clips.faithful[2]).save(path)
    at = float(clips.shot.start + 2)
    mapping = Mapped(start=at, step=1.0, frames=1, hold_from=at, hold_to=at, fit="trim")
    row = row_of(path, number=41, shot=clips.shot.id.removeprefix("sht_"), mapping=mapping)
    measures = measure_takes(clips.project, [row], draws=shared_renderer)[0]
    assert measures.fidelity >= 99.0
    assert measures.metric("start").score == 100.0
    assert measures.metric("motion") is measures.metric("end") is measures.metric("warping") is None


def test_a_clip_without_a_mapping_runs_in_real_time_from_the_shots_start(clips, rows):
    row = row_of(rows["own"].file, number=42, shot=clips.shot.id.removeprefix("sht_"))
    mapping = mapping_of(clips.project, clips.shot, row.take)
    assert (mapping.start, mapping.step, mapping.frames) == (clips.shot.start, 1.0, FRAMES)


def test_a_late_take_is_held_against_what_it_shows(clips):
    mapping, skipped = moved(clips.mapping, 3.0)
    assert (skipped, mapping.start, mapping.frames) == (3, clips.mapping.start, FRAMES - 3)
    mapping, skipped = moved(clips.mapping, -2.0)
    assert (skipped, mapping.start, mapping.frames) == (0, clips.mapping.start + 2, FRAMES - 2)
