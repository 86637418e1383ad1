"""A shot to files: what is written, in which order, under which names, and what resume trusts."""

import json
from pathlib import Path

import av
import cv2
import numpy as np
import OpenEXR
import pytest
from PIL import Image
from small_stage import CountingRenderer, small_project, tree

from compose.errors import NotFoundError
from compose.exporters.camera_data import camera_data
from compose.timing import FrameRange
from shotwright import UsageError
from visualize.errors import EncodeError, UnknownPassError
from visualize.guide import DepthEncoding, DepthRequest
from visualize.produce import FORMATS, render_shot
from visualize.produce.report import Progress

SIZE = (64, 36)
SHOT = "010_wide_establishing"


def test_frames_are_numbered_by_scene_frame_before_zero_too(project, renderer, tmp_path) -> None:
    report = render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    names = [path.name for path in sorted((tmp_path / SHOT / "clay").iterdir())]
    assert names == [f"clay.-000{i}.png" for i in (1, 2)] + [f"clay.000{i}.png" for i in range(6)]
    assert (report.drawn, report.kept) == (8, 0)
    assert report.outputs == {"clay": tmp_path / SHOT / "clay"}


def test_what_was_drawn_is_what_a_decoder_reads(project, renderer, tmp_path) -> None:
    render_shot(project, "010", passes=["clay", "id"], size=SIZE, out=tmp_path,
                renderer=renderer, format="png16")  # fmt: skip
    again = CountingRenderer()
    from compose.evaluation import evaluate

    drawn = again.render(evaluate(project, project.shot("010"), 3), ("clay", "id"), SIZE)
    clay = cv2.imread(str(tmp_path / SHOT / "clay" / "clay.0003.png"))[..., ::-1]
    ids = cv2.imread(str(tmp_path / SHOT / "id" / "id.0003.png"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(clay, drawn["clay"])
    assert np.array_equal(ids, drawn["id"])


def test_motion_looks_past_the_windows_end_and_back_before_its_start(
    project, renderer, tmp_path
) -> None:
    render_shot(project, "010", passes=["motion", "motion_back"], size=SIZE, out=tmp_path,
                renderer=renderer, frames=FrameRange(4, 6))  # fmt: skip
    assert renderer.targets == [(3, 5), (4, 6)]


def test_handles_may_be_drawn_and_nothing_beyond_them(project, renderer, tmp_path) -> None:
    render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer,
                frames=FrameRange(-5, 8))  # fmt: skip
    assert [frame for frame, _ in renderer.drawn] == list(range(-5, 8))
    with pytest.raises(UsageError, match="-5:8"):
        render_shot(project, "010", out=tmp_path, renderer=renderer, frames=FrameRange(-6, 8))


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"format": "pgn"}, UsageError, "Did you mean 'png'"),
        ({"passes": ["deth"]}, UnknownPassError, "'depth'"),
        ({"passes": []}, UsageError, "No pass"),
        ({"shot": "011"}, NotFoundError, "010"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    project, renderer, tmp_path, settings, error, words
) -> None:
    shot = settings.pop("shot", "010")
    with pytest.raises(error, match=words):
        render_shot(project, shot, size=SIZE, out=tmp_path, renderer=renderer, **settings)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_every_pass_of_every_frame(project, renderer, tmp_path, name) -> None:
    render_shot(project, "020", passes=["all"], size=(36, 64), out=tmp_path, renderer=renderer,
                format=name)  # fmt: skip
    folder = tmp_path / "020_tall"
    if FORMATS[name].kind == "film":
        films = sorted(folder.glob(f"*.{FORMATS[name].suffix}"))
        assert len(films) == 13
        for path in films:
            with av.open(str(path)) as container:
                assert sum(1 for _ in container.decode(video=0)) == 5
    elif FORMATS[name].kind == "layers":
        with OpenEXR.File(
            str(folder / "layers" / "020_tall.0004.exr"), separate_channels=True
        ) as f:
            assert {"R", "depth.Z", "id", "motion.u", "clay.G"} <= set(f.channels())
        assert len(list((folder / "layers").iterdir())) == 5
    else:
        assert len(list(folder.glob("*/*.png"))) == 65


def test_films_have_the_projects_exact_rate(project, renderer, tmp_path) -> None:
    report = render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer, format="mp4")
    with av.open(str(report.outputs["clay"])) as container:
        stream = container.streams.video[0]
        times = sorted(frame.pts * stream.time_base for frame in container.decode(stream))
        assert stream.average_rate == project.frame_rate
        assert times == [i / project.frame_rate for i in range(8)]


def test_resume_draws_only_what_is_missing_and_gives_the_same_bytes(
    project, renderer, tmp_path
) -> None:
    settings = {"passes": ["clay", "depth", "motion"], "size": SIZE}
    render_shot(project, "010", out=tmp_path / "whole", renderer=CountingRenderer(), **settings)
    renderer.fail_at = 3
    with pytest.raises(KeyboardInterrupt):
        render_shot(project, "010", out=tmp_path / "cut", renderer=renderer, **settings)
    cut = tmp_path / "cut" / SHOT / "clay" / "clay.-0001.png"
    cut.write_bytes(cut.read_bytes()[:-5])  # a power cut
    renderer = CountingRenderer()
    report = render_shot(project, "010", out=tmp_path / "cut", renderer=renderer, resume=True,
                         **settings)  # fmt: skip
    assert tree(tmp_path / "cut") == tree(tmp_path / "whole")
    assert report.kept >= 2
    assert (-1, ("clay",)) in renderer.drawn
    assert {passes for frame, passes in renderer.drawn if frame >= 3} == {tuple(settings["passes"])}


def test_resume_of_a_finished_job_draws_nothing(project, renderer, tmp_path) -> None:
    for name in ("png", "exr", "ffv1", "h264"):
        render_shot(project, "010", size=SIZE, out=tmp_path / name, renderer=renderer, format=name)
        before = tree(tmp_path / name)
        idle = CountingRenderer()
        report = render_shot(project, "010", size=SIZE, out=tmp_path / name, renderer=idle,
                             format=name, resume=True)  # fmt: skip
        assert not idle.drawn
        assert (report.drawn, report.kept) == (0, 8)
        assert tree(tmp_path / name) == before


@pytest.mark.parametrize("name", ["png", "exr", "h264"])
def test_resume_refuses_files_of_another_job(project, renderer, tmp_path, name) -> None:
    render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer, format=name)
    before = tree(tmp_path)
    scene = project.scenes[0]
    moved = scene.nodes[0].replace(translation=(0.5, 0.0, 0.0))
    edited = project.replace(
        scenes=(scene.replace(nodes=(moved, *scene.nodes[1:])),), shots=project.shots
    )
    for changed, size in ((edited, SIZE), (project, (32, 18))):
        with pytest.raises(UsageError, match="not made by this job"):
            render_shot(changed, "010", size=size, out=tmp_path, renderer=renderer, format=name,
                        resume=True)  # fmt: skip
    assert tree(tmp_path) == before


def test_notes_and_names_of_other_shots_do_not_stop_a_resume(project, renderer, tmp_path) -> None:
    render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    noted = project.replace(
        shots=(project.shots[0].replace(notes="slower"), project.shots[1]), scenes=project.scenes
    )
    idle = CountingRenderer()
    render_shot(noted, "010", size=SIZE, out=tmp_path, renderer=idle, resume=True)
    assert not idle.drawn


def test_chunks_give_the_same_frames_as_one_run(project, renderer, tmp_path) -> None:
    settings = {"passes": ["clay", "depth", "id"], "size": SIZE, "renderer": renderer}
    render_shot(project, "010", out=tmp_path / "one", **settings)
    for chunk in (FrameRange(2, 6), FrameRange(-2, 2)):
        render_shot(project, "010", out=tmp_path / "two", frames=chunk, **settings)
    pictures = [
        {name: data for name, data in tree(tmp_path / run).items() if name.endswith(".png")}
        for run in ("one", "two")
    ]
    assert pictures[0] == pictures[1]


def test_depth_is_normalised_once_over_the_shot_with_handles(project, renderer, tmp_path) -> None:
    """The fake's depth is the camera's z: 8.5 at frame -5 down to 7.3 at frame 7."""
    render_shot(project, "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=renderer)
    kept = json.loads((tmp_path / SHOT / "depth-range.json").read_text())
    assert kept["near_m"] == pytest.approx(7.3, rel=2e-3)
    assert kept["far_m"] == pytest.approx(8.5, rel=2e-3)
    first = cv2.imread(str(tmp_path / SHOT / "depth" / "depth.-0002.png"), cv2.IMREAD_UNCHANGED)
    near, far, z = kept["near_m"], kept["far_m"], 8.2
    assert first[0, 0] == round(255 * (1 / z - 1 / far) / (1 / near - 1 / far))


def test_the_depth_range_is_measured_once(project, renderer, tmp_path) -> None:
    for chunk in (FrameRange(0, 2), FrameRange(2, 4)):
        render_shot(project, "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=renderer,
                    frames=chunk)  # fmt: skip
    assert len(renderer.drawn) == 13 + 4


def test_a_range_given_by_hand_is_not_measured_and_is_in_the_file(
    project, renderer, tmp_path
) -> None:
    request = DepthRequest(near_m=1.0, far_m=20.0, encoding=DepthEncoding.LINEAR)
    render_shot(project, "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=renderer,
                depth=request)  # fmt: skip
    assert len(renderer.drawn) == 8
    with Image.open(tmp_path / SHOT / "depth" / "depth.0000.png") as picture:
        described = json.loads(picture.text["shotwright"])["passes"][0]
    assert described["depth_guide"] == {
        "near_m": 1.0, "far_m": 20.0, "encoding": "linear", "levels": 255,
    }  # fmt: skip


def test_a_kept_range_that_lies_is_measured_again(project, renderer, tmp_path) -> None:
    folder = tmp_path / SHOT
    folder.mkdir()
    for text in ("[" * 100_000, '{"fingerprint": 1}', "\0", '{"near_m": NaN}'):
        (folder / "depth-range.json").write_text(text)
        render_shot(project, "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=renderer)
        assert json.loads((folder / "depth-range.json").read_text())["far_m"] > 8


def test_the_record_says_all_that_is_needed_to_do_it_again(project, renderer, tmp_path) -> None:
    report = render_shot(project, "010", passes=["depth", "id"], size=SIZE, out=tmp_path,
                         renderer=renderer)  # fmt: skip
    record = json.loads(report.record.read_text())
    assert record["project"]["rate"] == "24000/1001"
    assert record["shot"]["handles"] == [3, 2]
    assert [row["id"] for row in record["legend"]] == [7]
    assert record["legend"][0]["color"].startswith("#")
    (job,) = record["jobs"]
    assert job["finished"] is True
    assert job["size"] == [64, 26]
    assert job["frames"] == [-2, 6]
    assert job["passes"][0]["depth_guide"]["encoding"] == "inverse"
    assert (report.record.parent / job["outputs"][0]["last"]).is_file()


def test_the_cameras_are_those_of_camera_data(project, renderer, tmp_path) -> None:
    report = render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    written = json.loads((report.record.parent / f"{SHOT}_camera.json").read_text())
    shot = project.shot("010")
    assert written == json.loads(json.dumps(camera_data(project, shot, shot.window, SIZE)))


def test_jobs_of_one_shot_share_its_record(project, renderer, tmp_path) -> None:
    for name in ("png", "exr", "png"):
        report = render_shot(
            project, "010", size=SIZE, out=tmp_path, renderer=renderer, format=name
        )
    jobs = json.loads(report.record.read_text())["jobs"]
    assert [job["format"] for job in jobs] == ["exr", "png"]


@pytest.mark.parametrize(
    "jobs", ["NaN", '[{"a": NaN}]', "[" * 900 + "]" * 900, '{"a": 1}', "[1, null]", "[" * 90_000]
)
def test_an_earlier_record_that_cannot_be_used_is_begun_anew(
    project, renderer, tmp_path, jobs
) -> None:
    report = render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    good = json.loads(report.record.read_text())
    report.record.write_text(f'{{"content_sha256": "{good["content_sha256"]}", "jobs": {jobs}}}')
    render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    assert json.loads(report.record.read_text()) == good


def test_progress_counts_every_frame(project, renderer, tmp_path) -> None:
    told: list[Progress] = []
    render_shot(project, "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=renderer,
                progress=told.append)  # fmt: skip
    assert [(p.stage, p.done, p.total) for p in told if p.stage == "frames"] == [
        ("frames", i, 8) for i in range(1, 9)
    ]
    assert told[0].stage == "depth range"


def test_a_failed_encoder_stops_the_job_and_is_named(project, renderer, tmp_path) -> None:
    (tmp_path / SHOT / "clay").mkdir(parents=True)
    (tmp_path / SHOT / "clay" / "clay.0001.png").mkdir()
    with pytest.raises(EncodeError, match=r"clay\.0001\.png"):
        render_shot(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    assert not list(tmp_path.rglob("*.part"))


def test_a_film_that_is_interrupted_leaves_nothing(project, renderer, tmp_path) -> None:
    renderer.fail_at = 3
    with pytest.raises(KeyboardInterrupt):
        render_shot(project, "010", passes=["clay", "wire"], size=SIZE, out=tmp_path,
                    renderer=renderer, format="mp4")  # fmt: skip
    assert [path.name for path in (tmp_path / SHOT).iterdir()] == [f"{SHOT}.json"]


def test_only_what_a_job_misses_is_drawn_when_a_pass_is_added(project, renderer, tmp_path) -> None:
    render_shot(project, "010", passes=["clay"], size=SIZE, out=tmp_path, renderer=renderer)
    more = CountingRenderer()
    render_shot(project, "010", passes=["clay", "id"], size=SIZE, out=tmp_path, renderer=more,
                resume=True)  # fmt: skip
    assert {passes for _, passes in more.drawn} == {("id",)}


def test_hostile_names_stay_in_the_folder(renderer, tmp_path) -> None:
    shot = small_project().shots[1]
    for number, name in (
        ("../../up", "a/b\\c"),
        ("", ""),
        ("con", ""),
        ("9", "x" * 500),
        ("", "日本"),
    ):
        hostile = shot.replace(number=number, name=name)
        project = small_project(shots=(hostile,), sequence=())
        out = tmp_path / "out"
        report = render_shot(project, hostile, size=(18, 32), out=out, renderer=renderer,
                             frames=FrameRange(0, 1))  # fmt: skip
        assert report.record.resolve().is_relative_to(out.resolve())
        assert len(report.record.parent.name) <= 80
        assert report.record.parent.name.isascii()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_shots_of_one_name_have_folders_of_their_own(renderer, tmp_path) -> None:
    a = small_project().shots[1]
    project = small_project(shots=(a, a.replace(id="sht_twin")), sequence=())
    folders = {
        render_shot(project, shot, size=(18, 32), out=tmp_path, renderer=renderer).record.parent
        for shot in project.shots
    }
    assert len(folders) == 2


def test_out_that_is_a_file_is_refused_in_plain_words(project, renderer, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(EncodeError, match="folder"):
        render_shot(project, "010", size=SIZE, out=tmp_path / "out", renderer=renderer)
