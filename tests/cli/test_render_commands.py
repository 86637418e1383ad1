"""The commands that draw: files where they are announced, and facts that agree with the files."""

import json

import av
import numpy as np
import pytest
from PIL import Image

from compose.files import load_project

pytestmark = pytest.mark.gpu
SMALL = ("--size", "64x36")


def _picture(path):
    with Image.open(path) as picture:
        return np.asarray(picture)


def test_frames_are_announced_and_are_pictures_of_the_size_asked_for(shotwright, film):
    lines = shotwright("frames", film, "--passes", "clay,depth", *SMALL).out.splitlines()
    assert len(lines) == 4
    assert {_picture(line).shape[:2] for line in lines} == {(36, 64)}


def test_render_numbers_files_by_scene_frame_and_counts_what_is_on_disk(shotwright, film):
    told = shotwright(
        "render", film, "--passes", "depth,id", *SMALL, "--frames", "5:8", "--json"
    ).document
    (shot,) = told["shots"]
    files = sorted(p for place in shot["outputs"].values() for p in _files(place))
    assert [p.name for p in files if "depth" in p.name] == [
        "depth.0005.png", "depth.0006.png", "depth.0007.png",
    ]  # fmt: skip
    assert (told["drawn"], told["kept"]) == (3, 0)
    assert told["bytes"] == sum(p.stat().st_size for p in files)


def _files(place):
    from pathlib import Path

    return list(Path(place).iterdir())


def test_resume_keeps_what_is_whole_and_makes_the_rest_the_same(shotwright, film):
    job = ("render", film, "--passes", "depth", *SMALL, "--frames", "0:4", "--json")
    folder = shotwright(*job).document["shots"][0]["outputs"]["depth"]
    before = {p.name: p.read_bytes() for p in _files(folder)}
    next(p for p in _files(folder) if "0002" in p.name).unlink()
    again = shotwright(*job, "--resume").document
    assert (again["drawn"], again["kept"]) == (1, 3)
    assert {p.name: p.read_bytes() for p in _files(folder)} == before


def test_the_mask_is_the_node_and_what_hangs_on_it_and_nothing_else(shotwright, film):
    job = ("frames", film, "--at", "start", "--passes", "depth", "--mask", "Box", *SMALL)
    lines = shotwright(*job).out.splitlines()
    mask = _picture(next(line for line in lines if "mask" in line))
    assert set(np.unique(mask)) == {0, 255}
    assert 0.02 < (mask > 0).mean() < 0.5
    assert mask[18, 32] == 255  # the camera aims at the box


def test_a_mask_of_nothing_that_is_drawn_is_a_mistake(shotwright, film):
    ending = shotwright("frames", film, "--mask", "Camera", *SMALL)
    assert ending.status == 2
    assert "Camera" in ending.err


def test_all_passes_leave_the_mask_out_unless_a_node_is_named(shotwright, film):
    job = ("render", film, "--passes", "all", "--frames", "0:1", "--json", *SMALL)
    without = shotwright(*job).document["shots"][0]["outputs"]
    masked = shotwright(*job, "--mask", "Box").document["shots"][0]["outputs"]
    assert set(masked) - set(without) == {"mask"}


def test_the_direct_film_has_every_frame_of_the_shot_at_the_rate_of_the_project(shotwright, film):
    told = shotwright("direct", film, "--look", "clay", *SMALL, "--json").document
    with av.open(told["film"]) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == 24
        assert sum(1 for _ in container.decode(stream)) == told["frames"] == 72


def test_the_contact_sheet_is_one_wide_page(shotwright, film):
    page = _picture(shotwright("contact-sheet", film).out.split()[0])
    assert page.shape[1] == 1920


def test_the_exported_glb_is_read_by_another_library(shotwright, film):
    import trimesh

    (path,) = shotwright("export", film, "--json").document["files"]
    loaded = trimesh.load_scene(path)
    assert np.allclose(loaded.bounds, [[-40, 0, -40], [40, 1, 40]], atol=1e-4)


def test_the_camera_of_every_frame_is_exported(shotwright, film):
    (path,) = shotwright("export", film, "--format", "camera", "--json").document["files"]
    with open(path, encoding="utf-8") as file:
        assert len(json.load(file)["frames"]) == len(load_project(film).shots[0].window)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["render", "--shot", "0100"], "'010'"),
        (["render", "--passes", "dept"], "'depth'"),
        (["render", "--passes", "mask"], "--mask NODE"),
        (["render", "--mask", "Bx"], "'Box'"),
        (["render", "--frames", "0:999"], "0:72"),
        (["render", "--frames", "9:9"], "holds no frame"),
        (["render", "--size", "99999x99999"], "16384"),
        (["render", "--near", "9", "--far", "2", "--passes", "depth"], "near"),
        (["render", "--samples", "3"], "choose from 1, 2, 4, 8"),
        (["frames", "--at", "middle"], "'middle'"),
        (["frames", "--at", "500"], "0:72"),
        (["export", "--out", "a.glb", "--shot", "9"], "shot '9'"),
    ],
)
def test_a_mistake_is_told_with_what_to_write_instead(shotwright, film, typed, words):
    ending = shotwright(typed[0], film, *typed[1:])
    assert (ending.status, ending.out) == (2, "")
    assert words in ending.err
    assert "Traceback" not in ending.err


def test_a_folder_that_cannot_be_written_is_named(shotwright, film):
    (film / "file").write_text("in the way")
    ending = shotwright("frames", film, "--out", film / "file", *SMALL)
    assert ending.status in (1, 2)
    assert "file" in ending.err
    assert "Traceback" not in ending.err
    assert "fault in shotwright" not in ending.err
