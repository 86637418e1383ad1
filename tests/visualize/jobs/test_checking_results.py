"""A result is a take only if it decodes, to its end, to what was ordered."""

import io
import zlib

import av
import numpy as np
import pytest
from PIL import Image

from models.errors import ResultError
from models.modes import Mode
from models.request import Chosen
from tests.builders.paid_provider import FRAMES, RATE, SIZE, clip_bytes, make_request
from visualize.jobs.checking import check_file, check_results


@pytest.fixture
def film(tmp_path, clip):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip)
    return path


def picture(kind, size=SIZE):
    data = io.BytesIO()
    Image.fromarray(np.full((*size[::-1], 3), 90, np.uint8)).save(data, kind)
    return data.getvalue()


def test_a_whole_clip_is_measured_as_it_was_made(film):
    found = check_file(make_request(), film)
    assert (found.width, found.height, found.frames, found.seconds) == (
        *SIZE,
        FRAMES,
        FRAMES / RATE,
    )


def test_webm_is_taken_too(tmp_path):
    path = tmp_path / "clip.bin"
    with av.open(str(path), "w", format="webm") as out:
        stream = out.add_stream("libvpx", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for _ in range(FRAMES):
            pixels = np.full((*SIZE[::-1], 3), 99, np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode(None))
    assert check_file(make_request(), path).frames == FRAMES


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_pictures_are_taken_where_one_was_ordered(tmp_path, kind):
    path = tmp_path / "result"
    path.write_bytes(picture(kind))
    found = check_file(make_request(mode=Mode.IMAGE), path)
    assert (found.kind, found.width, found.height, found.seconds) == ("image", *SIZE, 0.0)
    with pytest.raises(ResultError, match="a clip was ordered"):
        check_file(make_request(), path)


def test_a_clip_is_no_picture(film):
    with pytest.raises(ResultError, match="a picture was ordered"):
        check_file(make_request(mode=Mode.IMAGE), film)


def test_a_clip_whose_index_lists_frames_that_are_not_there_is_refused(tmp_path, clip):
    """The index stands first, and the box of the frames is shorter than it says, and fits."""
    path = tmp_path / "clip.mp4"
    with (
        av.open(io.BytesIO(clip)) as film,
        av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as out,
    ):
        stream = out.add_stream_from_template(film.streams.video[0])
        for packet in film.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    data = path.read_bytes()
    at = data.index(b"mdat") - 4
    size = (len(data) - at) * 2 // 3
    path.write_bytes(data[:at] + size.to_bytes(4, "big") + data[at + 4 : at + size])
    with pytest.raises(ResultError, match=rf"cut off after \d of {FRAMES} frames"):
        check_file(make_request(), path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.995])
def test_a_clip_that_is_cut_off_anywhere_is_refused(film, clip, share):
    film.write_bytes(clip[: int(len(clip) * share)])
    with pytest.raises(ResultError):
        check_file(make_request(), film)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path, kind):
    path = tmp_path / "result"
    whole = picture(kind, (640, 360))
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ResultError):
        check_file(make_request(mode=Mode.IMAGE), path)


def test_a_stream_without_an_index_that_stops_early_is_refused(tmp_path):
    """Matroska keeps no count of frames: only the length that was ordered tells."""
    path = tmp_path / "clip.webm"
    with av.open(str(path), "w", format="webm") as out:
        stream = out.add_stream("libvpx", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for _ in range(10 * RATE):
            pixels = np.random.default_rng(1).integers(0, 255, (*SIZE[::-1], 3), np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode(None))
    ten = make_request(options=Chosen(frames=240, width=64, height=36, aspect="16:9"))
    assert check_file(ten, path).frames == 240
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ResultError, match=r"lasts|does not decode"):
        check_file(ten, path)


@pytest.mark.parametrize(
    "bait",
    [
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b'<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1:9/x</BaseURL></MPD>',
        b"<html>Your link has expired</html>",
        b'{"error": "moderated"}',
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
        b"\0" * 4096,
        b"",
    ],
)
def test_what_only_poses_as_a_clip_is_refused_unread(tmp_path, bait, monkeypatch):
    def never(*_given, **_named):
        raise AssertionError("a decoder was given what is no clip")

    monkeypatch.setattr(av, "open", never)
    path = tmp_path / "clip.mp4"
    path.write_bytes(bait)
    with pytest.raises(ResultError):
        check_file(make_request(), path)


def test_a_playlist_with_the_first_bytes_of_a_clip_leads_nowhere(tmp_path, film):
    """Its own demuxer is forced, which finds no clip in it; the clip beside it is not read."""
    path = tmp_path / "bait.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom\n#EXTM3U\n#EXTINF:1,\n" + str(film).encode())
    with pytest.raises(ResultError):
        check_file(make_request(), path)


def test_a_link_is_no_result(tmp_path, film):
    link = tmp_path / "link.mp4"
    link.symlink_to(film)
    with pytest.raises(ResultError, match="is not a file"):
        check_file(make_request(), link)


def test_no_file_at_all_is_no_result():
    with pytest.raises(ResultError, match="no file"):
        check_results(make_request(), ())


@pytest.mark.parametrize(
    ("size", "frames", "word"),
    [
        ((64, 64), FRAMES, "shape"),
        ((20, 12), FRAMES, "smaller"),
        (SIZE, 60, "lasts"),
        (SIZE, 400, "longer than can be meant"),
    ],
)
def test_what_is_far_from_the_order_is_refused(tmp_path, size, frames, word):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip_bytes(frames, size))
    with pytest.raises(ResultError, match=word):
        check_file(make_request(), path)


@pytest.mark.parametrize(("size", "frames"), [((128, 72), FRAMES), ((64, 40), FRAMES), (SIZE, 13)])
def test_a_little_more_or_larger_is_taken(tmp_path, size, frames):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip_bytes(frames, size))
    check_file(make_request(), path)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path):
    """A PNG that says it is 100,000 pixels square, with the right checksum (zlib's)."""
    head = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    chunk = (13).to_bytes(4, "big") + head + zlib.crc32(head).to_bytes(4, "big")
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    with pytest.raises(ResultError):
        check_file(make_request(mode=Mode.IMAGE), path)
