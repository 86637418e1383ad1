"""Whose fault an error is, and how it is said."""

import errno

import pytest

from cli.errors import exit_status, tell
from compose.errors import AssetError, NotFoundError, ProjectFileError, SceneError
from shotwright import UsageError
from visualize.errors import ContextError, EncodeError, ShaderError, UnknownPassError


@pytest.mark.parametrize(
    "error",
    [
        UsageError("x"),
        SceneError("x"),
        NotFoundError("shot", "x", []),
        AssetError("a.glb", "x"),
        ProjectFileError("project.json", "x"),
        UnknownPassError("x", ["depth"]),
    ],
)
def test_what_the_user_can_put_right_is_a_mistake(error):
    assert exit_status(error) == 2


@pytest.mark.parametrize(
    "error",
    [
        ContextError("x"),
        ShaderError("a.glsl", "x"),
        EncodeError("a.png", "x"),
        MemoryError(),
        PermissionError(errno.EACCES, "x"),
        RuntimeError("x"),
    ],
)
def test_what_the_machine_or_the_program_did_is_a_failure(error):
    assert exit_status(error) == 1


def test_a_full_disk_is_a_failure_however_it_was_wrapped():
    error = ProjectFileError("project.json", "cannot be written")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert exit_status(error) == 1


def test_memory_running_out_says_what_to_do(capsys):
    tell(MemoryError(), debug=False)
    assert "smaller --size" in capsys.readouterr().err


def test_an_error_cannot_drive_the_terminal(capsys):
    tell(UsageError("\x1b[2Jx"), debug=False)
    assert "\x1b" not in capsys.readouterr().err
