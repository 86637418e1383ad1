"""Any foreign clip becomes a take that says so, with each of its frames at the right moment."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from compose.edits import set_shot
from compose.project import Project
from models.modes import Mode
from models.request import FrameMapping
from shotwright import UsageError
from tests.builders.finished_jobs import moving_box
from tests.builders.small_project import small_project
from visualize.errors import TakeError
from visualize.takes.gallery import Gallery
from visualize.takes.importing import Told, import_clip
from visualize.takes.sidecar import read_take, sidecar_of
from visualize.takes.take import Take


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "film").mkdir()
    return tmp_path / "film"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Twelve frames at 48 a second: a quarter of a second."""
    return moving_box(tmp_path / "elsewhere" / "hero shot.mp4", frames=12, rate=Fraction(48))


def imported(film: Path, clip: Path, project: Project | None = None, **told: Any) -> Take:
    project = project or small_project()
    found = import_clip(project, film, project.shot("020"), clip, Told(**told), lambda *_: "wide")
    return read_take(sidecar_of(found.file))


def scene_frames(take: Take) -> list[float]:
    assert take.made.mapping is not None
    mapping = FrameMapping.model_validate(take.made.mapping.model_dump())
    return [mapping.scene_frame(index) for index in range(take.clip.frames)]


def test_a_foreign_clip_is_a_take_like_any_other_and_says_where_it_is_from(
    film: Path, clip: Path
) -> None:
    take = imported(film, clip, paid_usd=0.8, prompt="A chair.")
    assert (take.made.provider, take.made.model, take.made.endpoint) == ("import", "imported", "")
    assert (take.made.mode, take.made.reported_usd, take.made.prompt) == (
        "from-animation", 0.8, "A chair."
    )  # fmt: skip
    with Gallery(film) as gallery:
        row = gallery.find("020_wide_push_take1")
    assert row.file.read_bytes() == clip.read_bytes()
    assert clip.name not in row.path.read_text()
    assert str(clip.parent) not in row.path.read_text()


def test_a_clip_at_another_rate_plays_in_real_time_from_the_first_frame(
    film: Path, clip: Path
) -> None:
    assert scene_frames(imported(film, clip)) == [24 + index / 2 for index in range(12)]


def test_a_rate_the_clip_says_wrong_is_put_right(film: Path, clip: Path) -> None:
    frames = scene_frames(imported(film, clip, rate=Fraction(24)))
    assert frames == [24.0 + index for index in range(12)]


def test_a_film_rate_is_exact(film: Path, tmp_path: Path) -> None:
    clip = moving_box(tmp_path / "ntsc.mp4", frames=6, rate=Fraction(24000, 1001))
    project = small_project().replace(rate="24000/1001")
    assert scene_frames(imported(film, clip, project)) == [24, 25, 26, 27, 28, 29]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({"fit": "retime"}, [24 + 23 * index / 11 for index in range(12)]),
        ({"fit": "pad", "rate": Fraction(6)}, [min(24 + 4 * index, 47) for index in range(12)]),
        ({"fit": "trim", "rate": Fraction(6)}, [min(24 + 4 * index, 50) for index in range(12)]),
        ({"offset": 4.0}, [max(24 + (index - 4) / 2, 23) for index in range(12)]),
        ({"offset": -3.0}, [24 + (index + 3) / 2 for index in range(12)]),
    ],
    ids=["retime", "pad", "trim into the tail", "late, from the head", "early"],
)
def test_each_frame_stands_for_the_moment_the_fit_says(
    film: Path, clip: Path, told: dict[str, Any], wanted: list[float]
) -> None:
    project = set_shot(small_project(), "020", head=1, tail=3)
    assert scene_frames(imported(film, clip, project, **told)) == pytest.approx(wanted)


def test_the_same_file_is_a_take_of_a_shot_but_once(film: Path, clip: Path) -> None:
    project = small_project()
    shot = project.shot("020")
    first = import_clip(project, film, shot, clip, Told(), lambda *_: "")
    copy = clip.with_name("copy.mov")
    copy.write_bytes(clip.read_bytes())
    again = import_clip(project, film, shot, copy, Told(model="other"), lambda *_: "")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.file == again.file
    other = import_clip(project, film, project.shot("010"), clip, Told(), lambda *_: "")
    assert other.is_new
    with Gallery(film) as gallery:
        assert len({row.take.id for row in gallery.takes()}) == 2


def test_a_file_in_the_bin_is_named_and_comes_back_as_itself_once_it_is_deleted(
    film: Path, clip: Path
) -> None:
    first = imported(film, clip)
    with Gallery(film) as gallery:
        gallery.bin(gallery.takes(), picks={})
        with pytest.raises(TakeError, match="takes restore 020_wide_push_take1"):
            imported(film, clip)
        gallery.empty_bin(gallery.binned())
    again = imported(film, clip)
    assert (again.id, again.number) == (first.id, first.number)


def test_a_picture_is_an_image_of_the_first_frame(film: Path, tmp_path: Path) -> None:
    picture = tmp_path / "still.jpeg"
    Image.fromarray(np.full((36, 64, 3), 90, np.uint8)).save(picture)
    take = imported(film, picture)
    assert (take.made.mode, take.clip.kind, scene_frames(take)) == ("image", "image", [24.0])
    with pytest.raises(UsageError, match="image"):
        imported(film, picture, mode=Mode.START_END)


@pytest.mark.parametrize(
    "told",
    [
        {"mode": Mode.IMAGE}, {"mode": Mode.DIRECT}, {"offset": float("nan")}, {"offset": 1e9},
        {"fit": "retime", "offset": 2.0},
    ],
    ids=str,
)  # fmt: skip
def test_what_does_not_fit_the_clip_is_refused_and_leaves_nothing(
    film: Path, clip: Path, told: dict[str, Any]
) -> None:
    with pytest.raises(UsageError):
        imported(film, clip, **told)
    assert list(film.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"#EXTM3U\nfile:///etc/passwd\n", b"<html></html>", b"\x00\x00\x00\x18ftypmp42" * 9],
    ids=["nothing", "a playlist", "a page", "a head alone"],
)
def test_what_is_no_clip_is_refused_and_leaves_nothing(
    film: Path, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(TakeError):
        imported(film, file)
    assert list(film.iterdir()) == []
    with pytest.raises(TakeError, match="cannot be read"):
        imported(film, tmp_path / "nowhere.mp4")
    with pytest.raises(TakeError, match="no file"):
        imported(film, tmp_path)
