"""`shotwright keys`: tells where keys are, stores and forgets them, and shows none."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import subprocess
import sys

import pytest

from tests.builders.drawer import open_drawer

SECRET = "fal-0123:4567"


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    for name in ("FAL_KEY", "FAL_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def drawer():
    with open_drawer() as drawer:
        yield drawer


def typed(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def found(shotwright):
    ending = shotwright("keys", "--json")
    assert ending.status == 0, ending.err
    return {one["provider"]: one["key"] for one in json.loads(ending.out)["providers"]}


def test_it_tells_who_has_a_key_and_from_where(shotwright, monkeypatch):
    assert found(shotwright)["fal"] == "none yet"
    monkeypatch.setenv("FAL_KEY", SECRET)
    assert found(shotwright) == {"comfyui": "not needed", "fal": "from FAL_KEY",
                                 "local": "not needed"}  # fmt: skip
    ending = shotwright("keys")
    assert SECRET not in ending.out + ending.err


def test_a_key_piped_in_is_stored_and_forgotten(shotwright, monkeypatch, drawer):
    typed(monkeypatch, SECRET + "\n")
    ending = shotwright("keys", "set", "fal")
    assert ending.status == 0, ending.err
    assert drawer.kept == {("shotwright", "fal"): SECRET}
    assert found(shotwright)["fal"] == "from the keyring"
    assert SECRET not in ending.out + ending.err
    assert shotwright("keys", "forget", "fal").status == 0
    assert drawer.kept == {}
    assert "holds no key" in shotwright("keys", "forget", "fal").out


def test_a_variable_that_hides_the_stored_key_is_said(shotwright, monkeypatch, drawer):
    monkeypatch.setenv("FAL_KEY", "another")
    typed(monkeypatch, SECRET)
    assert "FAL_KEY is set and comes first" in shotwright("keys", "set", "fal").err


def test_a_headless_box_is_offered_the_environment(shotwright, monkeypatch):
    typed(monkeypatch, SECRET)
    ending = shotwright("keys", "set", "fal")
    assert ending.status == 1
    assert "set FAL_KEY in the environment" in ending.err
    assert "no keyring" in shotwright("keys").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("set", "fal", SECRET), "never given on the command line"),
        (("set", "fla"), "Did you mean fal"),
        (("set",), "Say whose key"),
        (("set", "comfyui"), "needs no key"),
        (("shwo",), "list, set"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(shotwright, drawer, words, says):
    ending = shotwright("keys", *words)
    assert ending.status == 2
    assert says in ending.err
    assert SECRET not in ending.err
    assert drawer.kept == {}


def test_nothing_typed_is_said_to_be_nothing(shotwright, monkeypatch, drawer):
    typed(monkeypatch, "\n")
    ending = shotwright("keys", "set", "fal")
    assert ending.status == 2
    assert "No key was given" in ending.err


@pytest.mark.parametrize("text", ["", "\n", "two words\n", "x" * 9000])
def test_what_is_no_key_is_not_stored(shotwright, monkeypatch, drawer, text):
    typed(monkeypatch, text)
    assert shotwright("keys", "set", "fal").status != 0
    assert drawer.kept == {}


def test_a_typed_key_is_not_echoed():
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "cli", "keys", "set", "fal"], stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True,
        env=os.environ | {"PYTHON_KEYRING_BACKEND": "tests.builders.drawer.Drawer"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"not shown" not in shown:
        shown += os.read(ours, 1024)
    os.write(ours, f"{SECRET}\n".encode())
    while run.poll() is None or select.select([ours], [], [], 0.1)[0]:
        try:
            shown += os.read(ours, 1024)
        except OSError:  # what Linux says when the other end is closed
            break
    run.wait(30)
    os.close(ours)
    assert b"Stored the key for fal" in shown
    assert SECRET.encode() not in shown
