"""`compare` orders only what is missing, asks about the price first, and ranks what it measured."""

import json
from fractions import Fraction

import av
import numpy as np
import pytest

from compose.edits import set_shot
from compose.files import load_project, save_project
from tests.builders.told_clips import told_clip, told_take
from visualize.jobs.store import JobStore

TINY = ("--mode", "direct", "--resolution", "64")
"""What is quickest to make: the shot drawn as it is, 114 pixels wide."""
COUNT = 3
"""Frames of the shot: each is drawn at the full size of comparing, for every command."""


@pytest.fixture
def short(film):
    """The new film, with a shot of a few frames."""
    save_project(set_shot(load_project(film), "010", end=COUNT), film)
    return film


@pytest.fixture
def noise(short):
    """A take that shows noise, by a model that cost something."""
    project = load_project(short)
    shot = project.shot("010")
    file = short / "takes" / "own" / "010_noise_take9.mp4"
    told_clip(file, COUNT, size=(114, 64))
    _scramble(file)
    return told_take(
        project, shot, file, 9, frames=COUNT, size=(114, 64), model="noisy", usd=(0.5, 0.7, None)
    )


def _scramble(file):
    random = np.random.default_rng(5)
    with av.open(str(file), "w") as film:
        stream = film.add_stream("libx264", rate=Fraction(24))
        stream.width, stream.height, stream.pix_fmt = 114, 64, "yuv420p"
        for _ in range(COUNT):
            pixels = random.integers(0, 256, (64, 114, 3), np.uint8)
            film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        film.mux(stream.encode())


def ordered():
    with JobStore() as store:
        return store.jobs()


def test_with_fewer_than_two_takes_it_says_how_to_get_more(shotwright, short):
    ending = shotwright("compare", "film", "--shot", "010")
    assert ending.status == 2
    assert "has 0 takes to compare; it takes two" in ending.err
    assert "shotwright compare --shot 010 --models" in ending.err
    assert "shotwright takes import" in ending.err


def test_without_a_shot_among_several_it_asks_which(shotwright, here):
    assert shotwright("new", "street", "--sample", "street").status == 0
    ending = shotwright("compare", "street")
    assert ending.status == 2
    assert "--shot NUMBER (010, 020" in ending.err


@pytest.mark.gpu
def test_it_makes_what_is_missing_and_the_next_time_nothing(shotwright, short):
    asked = ("compare", "film", "--models", "clay,beauty", *TINY, "--json")
    first = shotwright(*asked)
    assert first.status == 0, first.err
    assert len(first.document["jobs"]) == 2
    assert first.document["total"] == {"low_usd": 0.0, "high_usd": 0.0, "unknown": 0}
    assert {take["model"] for take in first.document["takes"]} == {"clay", "beauty"}
    again = shotwright(*asked)
    assert again.status == 0, again.err
    assert "jobs" not in again.document
    assert len(ordered()) == 2
    more = shotwright(*asked, "--takes", "3", "--dry-run")
    assert [order["takes"] for order in more.document["orders"]] == [2, 2]


@pytest.mark.gpu
def test_a_dry_run_orders_and_measures_nothing(shotwright, short):
    ending = shotwright("compare", "film", "--models", "clay,wire", *TINY, "--dry-run", "--json")
    assert ending.status == 0, ending.err
    assert ending.document["dry_run"] is True
    assert "takes" not in ending.document
    assert ordered() == []


def test_what_costs_is_asked_about_and_without_an_answer_nothing_is_ordered(
    shotwright, short, monkeypatch
):
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")
    ending = shotwright(
        "compare", "film", "--models", "kling-3-pro", "--takes", "2", "--seconds", "3",
        "--fit", "pad",
    )  # fmt: skip
    assert ending.status == 2
    assert "$" in ending.err
    assert "--yes" in ending.err
    assert ordered() == []


@pytest.mark.gpu
def test_the_table_has_the_best_first_and_tells_costs_honestly(shotwright, short, noise):
    assert shotwright("generate", "film", *TINY, "--model", "beauty").status == 0
    ending = shotwright("compare", "film", "--shot", "010")
    assert ending.status == 0, ending.err
    rows = [line for line in ending.out.splitlines() if " · T" in line]
    assert [line.split()[0] for line in rows] == ["B", "A"]  # the drawn take is no rival: B
    assert "beauty · T" in rows[0]
    assert "free" in rows[0]
    assert "No AI." in rows[0]
    assert "$0.50 to $0.70 est." in rows[1]


@pytest.mark.gpu
def test_rejected_takes_are_left_out(shotwright, short, noise):
    assert shotwright("generate", "film", *TINY, "--model", "beauty").status == 0
    assert shotwright("takes", "film", "reject", noise.path.stem).status == 0
    ending = shotwright("compare", "film")
    assert ending.status == 2
    assert "has 1 take to compare" in ending.err


@pytest.mark.gpu
def test_a_take_whose_file_was_changed_is_named_and_left_out(shotwright, short, noise):
    assert shotwright("generate", "film", *TINY, "--model", "beauty").status == 0
    noise.file.write_bytes(noise.file.read_bytes()[:-200])
    ending = shotwright("compare", "film")
    assert noise.file.name in ending.err
    assert "left out" in ending.err
    assert "has 1 take to compare" in ending.err


@pytest.mark.gpu
def test_a_take_older_than_its_shot_is_measured_against_the_shot_as_it_is_and_called_stale(
    shotwright, short, noise
):
    assert shotwright("generate", "film", *TINY, "--model", "beauty").status == 0
    assert "Stale" not in shotwright("compare", "film").out
    save_project(set_shot(load_project(short), "010", focal_length_mm=80.0), short)
    ending = shotwright("compare", "film")
    (row,) = [line for line in ending.out.splitlines() if "beauty" in line]
    assert "Stale: " in row


@pytest.mark.gpu
def test_named_takes_are_compared_and_files_written_where_they_were_asked_for(
    shotwright, short, noise
):
    assert shotwright("generate", "film", *TINY, "--model", "beauty").status == 0
    (drawn,) = [path for path in short.glob("takes/*/*.mp4") if "noise" not in path.name]
    ending = shotwright(
        "compare", "film", noise.path.stem, drawn.stem, "--sheet", "--video", "--html",
        "--out", "shown", "--json",
    )  # fmt: skip
    assert ending.status == 0, ending.err
    files = ending.document["files"]
    assert sorted(files) == ["html", "sheet", "video"]
    stem = (short.parent / "shown").resolve()
    assert all(path.startswith(str(stem)) for path in files.values())
    with open(files["sheet"], "rb") as sheet:
        assert sheet.read(4) == b"\x89PNG"
    with av.open(files["video"]) as film:
        assert sum(1 for _ in film.decode(video=0)) == COUNT
    with open(files["html"], encoding="utf-8") as page:
        text = page.read()
    data = json.loads(text.partition('id="page-data">')[2].partition("</script>")[0])
    assert len(data["takes"]) == 2


@pytest.mark.gpu
def test_a_picture_is_not_ranked_among_clips(shotwright, short, noise):
    order = ("generate", "film", "--mode", "image", "--resolution", "480p", "--model", "finish")
    assert shotwright(*order).status == 0
    assert shotwright("generate", "film", "--model", "clay", *TINY).status == 0
    ending = shotwright("compare", "film", "--json")
    assert ending.status == 0, ending.err
    assert {take["model"] for take in ending.document["takes"]} == {"clay", "acme/noisy"}
    alone = shotwright("compare", "film", "--mode", "image")
    assert alone.status == 2
    assert "has 1 take to compare" in alone.err


def test_takes_and_models_at_once_are_refused(shotwright, short, noise):
    ending = shotwright("compare", "film", noise.path.stem, "--models", "ink")
    assert ending.status == 2
    assert "not both" in ending.err


def test_takes_without_models_is_refused_with_what_to_say(shotwright, short):
    ending = shotwright("compare", "film", "--takes", "3")
    assert ending.status == 2
    assert "--models" in ending.err
