"""Start and end frames, direct films, the contact sheet, and the words for a camera's move."""

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from small_stage import CountingRenderer, small_project

from shotwright import UsageError
from visualize.produce import direct_video, save_frames
from visualize.produce.films import letterboxed
from visualize.produce.names import frame_name, shot_stem, slug
from visualize.produce.report import Progress
from visualize.produce.slate import Slate
from visualize.sheet import contact_sheet

SIZE = (64, 36)


def test_the_start_is_the_first_frame_and_the_end_the_last_inside(
    project, renderer, tmp_path
) -> None:
    files = save_frames(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    assert [path.name for path in files] == [
        "010_wide_establishing_start_clay.png",
        "010_wide_establishing_end_clay.png",
    ]
    assert [frame for frame, _ in renderer.drawn] == [-2, 5]
    for path in files:
        with Image.open(path) as picture:
            assert picture.size == (64, 26)


def test_any_frame_of_a_shot_may_be_saved(project, renderer, tmp_path) -> None:
    files = save_frames(project, "010", (-5, "3"), passes=["clay", "id"], size=SIZE,
                        out=tmp_path, renderer=renderer)  # fmt: skip
    assert [path.name.removeprefix("010_wide_establishing_") for path in files] == [
        "f-0005_clay.png", "f-0005_id.png", "f0003_clay.png", "f0003_id.png",
    ]  # fmt: skip


def test_progress_tells_of_the_depth_range_first_and_then_of_each_still(
    project, renderer, tmp_path
) -> None:
    told: list[Progress] = []
    save_frames(project, "010", passes=["depth"], size=SIZE, out=tmp_path, renderer=renderer,
                progress=told.append)  # fmt: skip
    stages = [step.stage for step in told]
    assert stages == sorted(stages)
    assert [(s.done, s.total) for s in told if s.stage == "frames"] == [(1, 2), (2, 2)]
    measured = [step for step in told if step.stage == "depth range"]
    assert measured[-1].done == measured[-1].total == len(measured)


def test_exr_stills_hold_all_passes(project, renderer, tmp_path) -> None:
    (path,) = save_frames(project, "010", ("end",), passes=["beauty", "depth"], size=SIZE,
                          out=tmp_path, renderer=renderer, format="exr")  # fmt: skip
    assert path.name == "010_wide_establishing_end.exr"
    assert renderer.drawn == [(5, ("beauty_linear", "depth"))]


@pytest.mark.parametrize(
    ("which", "options", "words"),
    [
        (("middle",), {}, "start, end or a scene frame"),
        ((99,), {}, "99:100"),
        ((), {}, "No frame"),
        (("start",), {"format": "mp4"}, "is a film"),
    ],
)
def test_stills_that_cannot_be_are_refused(
    project, renderer, tmp_path, which, options, words
) -> None:
    with pytest.raises(UsageError, match=words):
        save_frames(project, "010", which, out=tmp_path, renderer=renderer, **options)
    assert not list(tmp_path.iterdir())


def film_frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


def test_the_sequence_is_one_film_in_story_order(renderer, tmp_path) -> None:
    project = small_project(sequence=("sht_b", "sht_a"))
    report = direct_video(project, size=SIZE, out=tmp_path, renderer=renderer)
    assert report.path == tmp_path / "small_wire.mp4"
    assert [frame for frame, _ in renderer.drawn] == [0, 1, 2, 3, 4, *range(-2, 6)]
    assert len(film_frames(report.path)) == report.frames == 13
    cuts = json.loads(report.record.read_text())["cuts"]
    assert [cut["film_frames"] for cut in cuts] == [[0, 5], [5, 13]]
    assert [cut["scene_frames"] for cut in cuts] == [[0, 5], [-2, 6]]


def test_each_shot_has_the_film_it_would_have_alone(renderer, tmp_path) -> None:
    project = small_project(sequence=("sht_b", "sht_a"))
    report = direct_video(project, size=SIZE, out=tmp_path, renderer=renderer, each=True)
    assert len(renderer.drawn) == report.frames
    assert [film.shots for film in report.each] == [(label,) for label in report.shots]
    for film, shot in zip(report.each, ("sht_b", "sht_a"), strict=True):
        alone = direct_video(project, shot, size=SIZE, out=tmp_path / "x", renderer=renderer)
        assert film.path.name == alone.path.name
        assert film.path.read_bytes() == alone.path.read_bytes()
        assert film.record.read_bytes() == alone.record.read_bytes()


def test_an_interrupted_film_leaves_the_whole_films_of_shots_before(renderer, tmp_path) -> None:
    renderer.fail_at = 5  # of the second shot
    with pytest.raises(KeyboardInterrupt):
        direct_video(small_project(sequence=("sht_b", "sht_a")), size=SIZE, out=tmp_path,
                     renderer=renderer, each=True)  # fmt: skip
    (film,) = tmp_path.iterdir()
    assert len(film_frames(film)) == 5


def test_gates_of_different_shape_are_set_in_black(project, renderer, tmp_path) -> None:
    report = direct_video(project, size=SIZE, out=tmp_path, renderer=renderer, look="clay")
    wide, tall = film_frames(report.path)[0], film_frames(report.path)[10]
    assert report.size == SIZE
    assert wide[:3].max() <= 24 < wide[18].mean()
    assert tall[:, :18].max() <= 24 < tall[:, 32].mean()


def test_shots_of_one_shape_need_no_black(project, renderer, tmp_path) -> None:
    report = direct_video(project, "010", size=SIZE, out=tmp_path, renderer=renderer)
    assert report.size == (64, 26)
    assert report.path.name == "010_wide_establishing_wire.mp4"


def test_a_named_film_is_written_there(project, renderer, tmp_path) -> None:
    report = direct_video(project, ["020"], size=SIZE, out=tmp_path / "x.mp4", renderer=renderer)
    assert report.path == tmp_path / "x.mp4"
    assert report.record == tmp_path / "x.json"


def test_an_interrupted_film_leaves_nothing(project, renderer, tmp_path) -> None:
    renderer.fail_at = 4
    with pytest.raises(KeyboardInterrupt):
        direct_video(project, size=SIZE, out=tmp_path, renderer=renderer)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("make", [direct_video, contact_sheet])
def test_an_empty_sequence_is_said(renderer, tmp_path, make) -> None:
    project = small_project(sequence=())
    with pytest.raises(UsageError, match="'Small' holds no shots"):
        make(project, out=tmp_path, renderer=renderer)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("look", ["depth", "albedo", "mask"])
def test_a_film_of_what_is_no_picture_is_refused(project, renderer, tmp_path, look) -> None:
    with pytest.raises(UsageError, match="wire, clay, beauty or lines"):
        direct_video(project, look=look, out=tmp_path, renderer=renderer)


def test_a_letterboxed_picture_is_centred_and_untouched() -> None:
    pixels = np.full((4, 6, 3), 9, np.uint8)
    page = letterboxed(pixels, (10, 8))
    assert page.shape == (8, 10, 3)
    assert np.array_equal(page[2:6, 2:8], pixels)
    assert page.sum() == pixels.sum()


def test_a_slate_touches_the_lower_left_corner_only(project) -> None:
    pixels = np.full((360, 640, 3), 128, np.uint8)
    burned = Slate(project.shots[0], Fraction(24), (640, 360)).burned(pixels, 3)
    changed = np.argwhere((burned != pixels).any(axis=-1))
    assert changed[:, 0].min() > 320
    assert changed[:, 1].max() < 500
    assert pixels.min() == pixels.max() == 128


def test_the_contact_sheet_shows_start_middle_and_end_of_every_shot(
    project, renderer, tmp_path
) -> None:
    path = contact_sheet(project, tmp_path, renderer=renderer)
    assert path == tmp_path / "contact_sheet.png"
    assert [frame for frame, _ in renderer.drawn] == [-2, 1, 5, 0, 2, 4]
    with Image.open(path) as page:
        assert page.width == 1920
        assert page.getpixel((2, 2)) == (16, 17, 20)


def test_the_contact_sheet_at_twice_the_size_is_4k_wide(project, renderer, tmp_path) -> None:
    path = contact_sheet(project, tmp_path / "big.png", renderer=renderer, scale=2, shots=["020"])
    with Image.open(path) as page:
        assert page.width == 3840


def test_a_sheet_too_tall_for_viewers_is_refused(renderer, tmp_path) -> None:
    with pytest.raises(UsageError, match="fewer shots"):
        contact_sheet(small_project(), tmp_path, shots=["020"] * 200, renderer=renderer)


def test_a_hostile_description_stays_on_the_page(renderer, tmp_path) -> None:
    shot = small_project().shots[1].replace(name="W" * 900, description="\x07 \n<b> " * 300)
    project = small_project(shots=(shot,), sequence=("sht_b",))
    with Image.open(contact_sheet(project, tmp_path, renderer=renderer)) as page:
        assert page.width == 1920


@pytest.mark.parametrize(
    ("text", "name"),
    [("Wide: Establishing", "wide_establishing"), ("../x", "x"), ("Café 2", "cafe_2"), ("", ""),
     ("CON", "_con"), ("日本", "")],
)  # fmt: skip
def test_slugs_are_plain(text: str, name: str) -> None:
    assert slug(text) == name


def test_names_sort_as_numbers_within_a_shot() -> None:
    assert frame_name("depth", 96, "png") == "depth.0096.png"
    assert frame_name("depth", -12, "png") == "depth.-0012.png"
    assert frame_name("depth", 123456, "png") == "depth.123456.png"


def test_a_shot_without_number_or_name_has_a_name() -> None:
    shot = small_project().shots[0].replace(number="", name="")
    assert shot_stem(small_project(shots=(shot,)), shot) == "shot"


def test_a_counting_renderer_tells_frames_apart(project) -> None:
    """The fake is trusted above; so that it is not blind to a swapped frame."""
    from compose.evaluation import evaluate

    fake = CountingRenderer()
    a, b = (
        fake.render(evaluate(project, project.shots[0], n), ("clay",), SIZE)["clay"] for n in (0, 1)
    )
    assert not np.array_equal(a, b)
