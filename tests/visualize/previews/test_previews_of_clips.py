"""Previews show the clip's own frames, are made once, and only of the file that is the take."""

import subprocess
from concurrent.futures import CancelledError
from fractions import Fraction
from threading import Event

import av
import numpy as np
import pytest
from PIL import Image

from tests.builders.numbered_clip import numbered_clip
from tests.builders.odd_films import film, turned
from tests.builders.take_rows import row_of
from visualize.encode.ffmpeg import find_ffmpeg
from visualize.errors import TakeError
from visualize.previews import Previews
from visualize.previews.maker import PreviewMaker
from visualize.previews.pictures import STRIP_TILES, strip_frames

NTSC = Fraction(24000, 1001)


def grey_of(frame):
    """The grey that frame ``frame`` of a test film is filled with."""
    return 20 * frame % 255


@pytest.fixture
def clip(tmp_path):
    """Thirty frames at 23.976, each of a grey of its own, with sound."""
    times = [1001 * n for n in range(30)]
    return film(tmp_path / "clip.mp4", times, base=24000, rate=NTSC, size=(1280, 720), sound=True)


@pytest.fixture
def previews(tmp_path):
    return Previews(tmp_path / "kept")


def decoded(path):
    with av.open(str(path)) as one:
        return [frame.to_ndarray(format="rgb24") for frame in one.decode(video=0)]


def test_a_strip_shows_frames_spread_over_the_whole_clip_in_their_order(clip, previews):
    with Image.open(previews.strip(row_of(clip))) as strip:
        assert strip.size == (320 * STRIP_TILES, 180)
        tiles = np.asarray(strip.convert("L")).reshape(180, STRIP_TILES, 320)
    shown = [float(tiles[:, tile].mean()) for tile in range(STRIP_TILES)]
    middles = [int((tile + 0.5) * 30 / STRIP_TILES) for tile in range(STRIP_TILES)]
    assert shown == pytest.approx([grey_of(frame) for frame in middles], abs=6)


@pytest.mark.parametrize("frames", [1, 2, 11, 12, 13, 1000])
def test_strip_frames_are_within_the_clip_apart_and_centred(frames):
    chosen = strip_frames(frames)
    assert chosen == tuple(sorted(set(chosen)))
    assert chosen[0] >= 0
    assert abs(chosen[0] - (frames - 1 - chosen[-1])) <= 1


def test_a_proxy_has_the_clip_s_frames_rate_and_sound_and_is_whole_every_six(clip, previews):
    proxy = previews.proxy(row_of(clip))
    with av.open(str(proxy)) as one:
        stream = one.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", 640, 360)
        assert stream.average_rate == NTSC
        keys = [n for n, packet in enumerate(one.demux(stream)) if packet.is_keyframe]
        assert keys == list(range(0, 30, 6))
        assert one.streams.audio[0].codec_context.name == "aac"
    greys = [float(pixels.mean()) for pixels in decoded(proxy)]
    assert greys == pytest.approx([grey_of(n) for n in range(30)], abs=6)
    data = proxy.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def heard_at(path):
    """When clicks begin, in seconds, by ffmpeg's own decoder."""
    command = [find_ffmpeg(), "-loglevel", "error", "-i", path, "-ac", "1", "-ar", "48000"]
    raw = subprocess.run([*command, "-f", "f32le", "-"], capture_output=True, check=True).stdout
    loud = np.abs(np.frombuffer(raw, np.float32)) > 0.4
    starts = np.flatnonzero(loud & ~np.roll(loud, 1))
    return [start / 48000 for start in starts if not loud[max(0, start - 2400) : start].any()]


def test_sound_stays_with_its_pictures(tmp_path, previews):
    clip = numbered_clip(tmp_path / "clicks.mp4", 48, NTSC, clicks=(6, 30))
    truth = [float(frame / NTSC) for frame in (6, 30)]
    assert heard_at(previews.proxy(row_of(clip))) == pytest.approx(truth, abs=0.003)


def test_previews_are_made_once(clip, previews):
    row = row_of(clip)
    made = [previews.poster(row), previews.strip(row), previews.proxy(row)]
    before = [path.stat().st_mtime_ns for path in made]
    clip.unlink()
    again = Previews(previews.folder)
    assert [again.poster(row), again.strip(row), again.proxy(row)] == made
    assert [path.stat().st_mtime_ns for path in made] == before
    assert sorted(path.name for path in made[0].parent.iterdir()) == [
        "poster.jpg", "proxy.mp4", "strip.jpg",
    ]  # fmt: skip


def test_the_poster_is_a_frame_that_shows_something(tmp_path, previews):
    path = tmp_path / "fades.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for number in range(12):
            pixels = np.zeros((36, 64, 3), np.uint8)
            if number in (2, 9):
                pixels[:, : 8 * number // 2] = 255
            out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode())
    with Image.open(previews.poster(row_of(path))) as poster:
        assert np.asarray(poster.convert("L"))[:, :30].mean() > 200  # frame 9, nearer the middle


def test_a_turned_film_is_shown_as_ffmpeg_turns_it(tmp_path, previews):
    upright = tmp_path / "upright.mp4"
    with av.open(str(upright), "w") as out:
        stream = out.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        pixels = np.zeros((36, 64, 3), np.uint8)
        pixels[:18, :32] = 250
        out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode())
    lying = turned(tmp_path / "lying.mp4", upright)
    told = tmp_path / "told.png"
    subprocess.run([find_ffmpeg(), "-loglevel", "error", "-i", lying, told], check=True)
    with Image.open(told) as picture:
        truth = np.asarray(picture.convert("L")).astype(float)
    assert truth.shape == (64, 36)
    with Image.open(previews.poster(row_of(lying))) as poster:
        assert np.abs(np.asarray(poster.convert("L")) - truth).mean() < 8
    assert np.abs(decoded(previews.proxy(row_of(lying)))[0][..., 1] - truth).mean() < 8


def test_a_still_has_a_poster_a_strip_of_one_and_a_larger_picture(tmp_path, previews):
    path = tmp_path / "still.png"
    Image.new("RGB", (2000, 1000), (10, 200, 30)).save(path)
    row = row_of(path)
    for made, size in (
        (previews.poster(row), (480, 240)),
        (previews.strip(row), (320, 160)),
        (previews.proxy(row), (1280, 640)),
    ):
        with Image.open(made) as picture:
            assert picture.size == size


def test_a_take_that_claims_another_s_hash_gets_nothing_and_spoils_nothing(tmp_path, previews):
    honest = film(tmp_path / "honest.mp4", [25 * n for n in range(6)])
    row = row_of(honest)
    other = film(tmp_path / "other.mp4", [25 * n for n in range(7)])
    honest.write_bytes(other.read_bytes())
    with pytest.raises(TakeError, match="changed or replaced"):
        previews.poster(row)
    assert not list(previews.folder.rglob("*.jpg"))


def test_a_sidecar_that_counts_other_frames_is_told(tmp_path, previews):
    row = row_of(film(tmp_path / "clip.mp4", [25 * n for n in range(6)]))
    lies = row.take.replace(clip=row.take.clip.replace(frames=600))
    with pytest.raises(TakeError, match="6 frames, its sidecar says 600"):
        previews.strip(row.__class__(row.path, lies, row.review))


def test_one_bad_take_is_told_and_the_others_are_made(tmp_path, previews):
    rows = [row_of(film(tmp_path / f"{n}.mp4", [25 * k for k in range(4 + n)])) for n in range(3)]
    rows[1].file.write_bytes(b"#EXTM3U\n/etc/passwd\n")
    with PreviewMaker(previews) as maker:
        made = {one.row.path: one for one in maker.each(rows)}
    assert "changed or replaced" in made[rows[1].path].fault
    for row in (rows[0], rows[2]):
        assert made[row.path].fault == ""
        assert made[row.path].proxy.exists()


def test_what_is_stopped_leaves_nothing_half_made(clip, previews):
    stop = Event()
    stop.set()
    for make in (previews.poster, previews.strip, previews.proxy):
        with pytest.raises(CancelledError):
            make(row_of(clip), stop=stop)
    assert not [path for path in previews.folder.rglob("*") if path.is_file()]


def test_a_maker_that_is_closed_makes_no_more(clip, previews):
    with PreviewMaker(previews, workers=1) as maker:
        asked = [maker.ask(row_of(clip, number=number)) for number in range(1, 9)]
    assert asked[-1].cancelled() or isinstance(asked[-1].exception(), CancelledError)
    assert not list(previews.folder.rglob("*.part"))
