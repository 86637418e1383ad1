"""Whatever is typed, the answer is words and an exit status."""

import contextlib
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.main import main
from cli.parser import command_parser
from cli.table import COMMANDS, load_command

FLAGS = sorted(
    {
        option
        for name in COMMANDS
        for action in command_parser(load_command(name))._actions
        for option in action.option_strings
    }
)
WORDS = st.one_of(
    st.sampled_from(FLAGS),
    st.sampled_from(["010", "0:24", "-8:2", "640x360", "depth,clay", "all", "exr", "--", "-", "="]),
    st.text(max_size=8),
)
LINES = st.tuples(st.sampled_from(sorted(set(COMMANDS) - {"new"})), st.lists(WORDS, max_size=6))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(line=LINES)
def test_no_line_is_answered_with_a_fault_of_ours(here, line):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([line[0], *line[1]])
    assert status in (0, 2)
    assert "fault in shotwright" not in err.getvalue()
    assert (status == 0) == bool(out.getvalue())


@pytest.mark.gpu
@pytest.mark.parametrize("command", ["direct", "render"])
def test_an_interrupt_ends_in_one_line_and_130(shotwright, film, monkeypatch, command):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    function = {"direct": "direct_video", "render": "render_shot"}[command]
    monkeypatch.setattr(f"cli.commands.{command}.{function}", interrupted)
    ending = shotwright(command, film)
    assert ending.status == 130
    assert ending.err.strip().startswith("shotwright: Stopped")
    assert len(ending.err.strip().splitlines()) == 1
