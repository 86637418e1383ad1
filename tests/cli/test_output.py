"""Output: what people and programs read, whatever a project calls its things."""

import contextlib
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.output import Column, Output, printable


@given(st.text())
def test_printable_text_holds_no_control_character_but_line_ends_and_tabs(text):
    shown = printable(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "\u202e" not in shown


@given(st.text(st.characters(categories=("L", "N", "M", "P", "S", "Zs"))))
def test_ordinary_text_is_printed_as_it_is(text):
    assert printable(text) == text


def test_an_escape_sequence_in_a_name_does_not_reach_the_terminal(capsys):
    Output().line("\x1b[2Jgone")
    assert capsys.readouterr().out == "\\x1b[2Jgone\n"


def test_columns_line_up_with_wide_characters(capsys):
    Output().table((Column("name"), Column("n", right=True)), [("路地", 1), ("café", 23)])
    assert capsys.readouterr().out.splitlines() == ["name   n", "路地   1", "café  23"]


def test_with_json_people_read_standard_error_and_programs_one_document(capsys):
    output = Output(as_json=True)
    output.line("for people")
    output.table((Column("a"),), [("b",)])
    output.document({"for": "programs"})
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {"for": "programs"}
    assert captured.err.splitlines() == ["for people", "a", "b"]


def test_quiet_keeps_results_and_drops_notes(capsys):
    output = Output(quiet=True)
    output.note("nice to know")
    output.line("a result")
    assert capsys.readouterr().out == "a result\n"


def test_a_document_is_ascii_where_the_stream_is(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    Output(as_json=True).document({"name": "café"})
    stream.flush()
    assert json.loads(stream.buffer.getvalue()) == {"name": "café"}


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shown_on_a_terminal(monkeypatch):
    """Print a table on a terminal of 80 columns and return what it received."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")

    def show(*table):
        with contextlib.redirect_stdout(_Terminal()) as stream:
            Output().table(*table)
        return stream.getvalue()

    return show


def test_on_a_terminal_brackets_in_a_name_are_no_markup(shown_on_a_terminal):
    assert "[red]door[/red]" in shown_on_a_terminal((Column("name"),), [("[red]door[/red]",)])


def test_no_color_is_honoured(shown_on_a_terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    shown = shown_on_a_terminal((Column("name"),), [("door",)])
    colours = re.findall(r"\x1b\[(?:3[0-7]|4[0-7]|9[0-7])", shown)
    assert "door" in shown
    assert not colours
