"""A new project becomes takes in every mode, on this machine alone: no key and no network."""

import hashlib
import json
import socket

import av
import pytest

from cli.main import main
from compose.edits import set_shot
from compose.files import load_project, save_project
from models.registry import LISTED
from visualize.takes import Gallery

FRAMES = 3
LEAST = {"direct": "90", "image": "480p"}
"""The smallest picture of a mode: what is proved has no size."""

pytestmark = pytest.mark.gpu


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """The product sample, its first shot cut to a few frames, with a take of each mode."""
    folder = tmp_path_factory.mktemp("film") / "product"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOTWRIGHT_STATE", str(folder.parent / "state"))
        patch.setattr(socket.socket, "connect", _no_network)
        assert main(["new", str(folder), "--sample", "product"]) == 0
        save_project(set_shot(load_project(folder), "010", end=FRAMES), folder)
        for mode in (*LISTED, "direct"):  # the last waits, and one runner makes them all in turn
            order = ["generate", str(folder), "--shot", "010", "--mode", str(mode), "--quiet"]
            detach = [] if mode == "direct" else ["--detach"]
            assert main([*order, "--resolution", LEAST.get(mode, "360p"), *detach]) == 0
    return folder


def _no_network(*_):
    raise AssertionError("a local take needs no network")


@pytest.fixture
def takes(film):
    with Gallery(film) as gallery:
        assert gallery.faults == ()
        return gallery.takes()


def test_each_mode_gives_one_take_and_they_number_on(takes):
    assert [(row.take.made.mode, row.take.number) for row in takes] == [
        ("image", 1), ("start-frame", 2), ("start-end", 3), ("from-animation", 4), ("direct", 5),
    ]  # fmt: skip


def test_each_file_is_what_its_sidecar_says(takes):
    for row in takes:
        clip = json.loads(row.path.read_text())["clip"]
        assert hashlib.sha256(row.file.read_bytes()).hexdigest() == clip["sha256"]
        with av.open(str(row.file)) as film:
            pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        assert len(pictures) == clip["frames"] == (1 if clip["kind"] == "image" else FRAMES)
        assert all(one.shape[:2] == (clip["height"], clip["width"]) for one in pictures)
        assert pictures[0].std() > 10.0, "a picture, not a blank"


def test_each_sidecar_says_that_no_ai_made_it_and_nothing_was_paid(takes):
    for row in takes:
        made = row.take.made
        assert made.no_ai
        assert (made.estimated_high_usd, made.reported_usd, made.prompt) == (0.0, 0.0, "")


def test_the_same_order_gives_the_same_bytes(film, takes, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_STATE", str(film.parent / "another state"))
    order = ["generate", str(film), "--shot", "010", "--mode", "image", "--resolution", "480p"]
    assert main(order) == 0
    with Gallery(film) as gallery:
        again = gallery.takes()[-1]
    assert again.take.number == 6
    assert again.take.clip.sha256 == takes[0].take.clip.sha256
