"""What lies beside the gallery's page: whole files, none of them another's, none too many."""

import json
import re
from fractions import Fraction

import av
import pytest
from PIL import Image

from tests.builders.gallery_page import (
    FRAMES,
    gallery_project,
    gallery_rows,
    write_small_gallery,
)
from tests.builders.take_rows import row_of
from visualize.pages.gallery import write_gallery
from visualize.pages.provenance import cost_words, mapping_words, provenance, wait_words
from visualize.previews import Previews
from visualize.takes.take import Mapped


def data_of(page):
    text = page.index.read_text("utf-8")
    return json.loads(re.search(r'id="page-data">(.*?)</script>', text, re.DOTALL)[1])


def test_every_file_the_page_names_is_there_and_no_other(tmp_path):
    page = write_small_gallery(tmp_path)
    takes = [take for shot in data_of(page)["shots"] for take in shot["takes"]]
    named = {take[what] for take in takes for what in ("poster", "strip", "clip")}
    root = page.index.parent
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert there == named | {"index.html", "shotwright-page.json"}
    for take in takes:
        with Image.open(root / take["strip"]) as strip:
            assert strip.width == take["tiles"] * (strip.width // take["tiles"])
        if take["kind"] == "video":
            with av.open(str(root / take["clip"])) as clip:
                stream = clip.streams.video[0]
                assert (stream.frames, float(stream.average_rate)) == (FRAMES, take["rate"])


def test_full_puts_the_takes_themselves_beside_the_page(tmp_path):
    page = write_small_gallery(tmp_path, full=True)
    for shot in data_of(page)["shots"]:
        for take in shot["takes"]:
            beside = page.index.parent / take["clip"]
            assert beside.read_bytes() == (tmp_path / "takes" / take["file"]).read_bytes()


def test_a_take_whose_file_is_gone_is_on_the_page_with_the_reason(tmp_path):
    rows = gallery_rows(tmp_path)
    rows[1].file.unlink()
    project = gallery_project(rows)
    page = write_gallery(tmp_path / "page", project, rows, previews=Previews(tmp_path / "kept"))
    assert [row.path for row, _ in page.faults] == [rows[1].path]
    shown = [take for shot in data_of(page)["shots"] for take in shot["takes"]]
    assert [("fault" in take, "clip" in take) for take in shown].count((True, False)) == 1
    assert len(shown) == 4


def test_takes_of_one_name_in_two_shots_keep_their_own_files(tmp_path):
    rows = []
    for shot, grey in (("010", 40), ("020", 200)):
        (tmp_path / shot).mkdir()
        Image.new("L", (64, 36), grey).save(tmp_path / shot / "Same_take1.png")
        rows.append(row_of(tmp_path / shot / "Same_take1.png", shot=shot, mode="image"))
    page = write_gallery(
        tmp_path / "page", gallery_project(gallery_rows(tmp_path)), rows,
        previews=Previews(tmp_path / "kept"),
    )  # fmt: skip
    greys = []
    for shot in data_of(page)["shots"]:
        with Image.open(page.index.parent / shot["takes"][0]["poster"]) as poster:
            greys.append(poster.convert("L").getpixel((5, 5)))
    assert greys == pytest.approx([40, 200], abs=3)


@pytest.mark.parametrize(
    ("mapped", "words"),
    [
        ({"start": 96.0, "step": 1.0, "frames": 108, "hold_from": 96.0, "hold_to": 203.0},
         "scene frames 96 to 203, 1 : 1"),
        ({"start": 0.0, "step": 1.5, "frames": 17, "hold_from": 0.0, "hold_to": 24.0},
         "scene frames 0 to 24, 1.5 scene frames a frame"),
        ({"start": 0.0, "step": 1.0, "frames": 30, "hold_from": 0.0, "hold_to": 23.0},
         "scene frames 0 to 23, 1 : 1, the last one held"),
        ({"start": 7.0, "step": 1.0, "frames": 1, "hold_from": 7.0, "hold_to": 7.0},
         "stands for scene frame 7"),
    ],
)  # fmt: skip
def test_a_mapping_is_told_by_the_frames_it_shows(mapped, words):
    assert mapping_words(Mapped(fit="trim", **mapped)) == words


@pytest.mark.parametrize(
    ("low", "high", "billed", "words"),
    [
        (0.5, 0.7, None, "$0.50 to $0.70 estimated, billed unknown"),
        (0.5, 0.7, 0.6, "$0.50 to $0.70 estimated, $0.60 billed"),
        (0.97, 0.97, 0.97, "$0.97"),
        (0.0, 0.0, None, "Free"),
        (None, None, None, "Unknown estimated, billed unknown"),
        (None, None, 0.25, "Unknown estimated, $0.25 billed"),
    ],
)
def test_what_is_not_known_is_never_called_free(tmp_path, low, high, billed, words):
    Image.new("L", (64, 36)).save(tmp_path / "a.png")
    made = row_of(
        tmp_path / "a.png", estimated_low_usd=low, estimated_high_usd=high, reported_usd=billed
    ).take.made
    assert cost_words(made) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.41, "0.4 s"), (9.99, "10.0 s"), (15.0, "15 s"), (141.2, "2 min 21 s"),
     (7265.0, "2 h 1 min 5 s"), (-3.0, "")],
)  # fmt: skip
def test_waits_are_told_as_people_say_them(seconds, words):
    assert wait_words(seconds) == words


def test_provenance_says_every_field_a_director_asks_for(tmp_path):
    row = gallery_rows(tmp_path)[0]
    rate = str(Fraction(24000, 1001))
    told = dict(provenance(row.take.replace(clip=row.take.clip.replace(rate=rate))))
    assert told["Clip"] == "320×180, 0.5 s, 12 frames at 23.976 fps, with sound"
    assert told["Model"] == "Acme Dream via acme"
    assert told["Job"] == row.take.made.job
    assert told["Take"] == row.take.id
