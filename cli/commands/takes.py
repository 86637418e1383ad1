"""`shotwright takes`: list a project's takes, show how one was made, and judge it."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE, FAILURE
from cli.flags import add_shots, one_of
from cli.locate import project_folder
from cli.output import Output, counted
from cli.take_words import TAKE_COLUMNS, take_facts, take_lines, take_row
from compose.errors import nearest
from compose.files import load_project
from models.modes import Mode
from shotwright import UsageError
from visualize.takes import Gallery, Row

_MODES = tuple(mode.value for mode in Mode)
_MOST_STARS = 5


def configure(parser: ArgumentParser) -> None:
    """Add what to do, with which take, and which takes to list."""
    parser.add_argument(
        "project", nargs="?", metavar="PROJECT",
        help="the project's folder (default: the current folder or the nearest one above)",
    )  # fmt: skip
    parser.add_argument(
        "action", nargs="?", metavar="ACTION", help=f"{', '.join(_ACTIONS)} (default: list)"
    )
    parser.add_argument("rest", nargs="*", metavar="TAKE …", help="the take, then a value")
    add_shots(parser)
    group = parser.add_argument_group("which to list")
    group.add_argument("--mode", type=one_of(*_MODES), metavar="MODE", help=", ".join(_MODES))
    group.add_argument("--model", metavar="MODEL", help="made by this model, by id or short name")
    group.add_argument("--tag", metavar="TAG", help="with this tag")
    group.add_argument("--stars", type=_stars, default=0, metavar="N", help="rated N or better")
    group.add_argument("--kept", action="store_true", help="without those that were rejected")


def run(arguments: Namespace, output: Output) -> int:
    """Do what is asked with the takes of one project."""
    given, action, words = _understood(arguments)
    folder = project_folder(given)
    with Gallery(folder) as gallery:
        for fault in gallery.faults:
            output.warn(str(fault))
        if action == "list":
            _refuse_words(action, words, 0)
            return _list(arguments, folder, gallery, output)
        if action == "rebuild":
            _refuse_words(action, words, 0)
            return _rebuild(gallery, output)
        if not words:
            raise UsageError(f"Say which take: shotwright takes {action} TAKE")
        row = gallery.find(words[0])
        if action == "show":
            _refuse_words(action, words, 1)
            return _show(row, folder, output)
        return _judge(gallery, row, _REVIEWS[action](row, words[1:]), output)


def _understood(arguments: Namespace) -> tuple[str | None, str, list[str]]:
    """Return project, action and the rest: a first word that is an action is no project."""
    given: list[str] = [
        word for word in (arguments.project, arguments.action, *arguments.rest) if word is not None
    ]
    project = None
    if given and given[0] not in _ACTIONS:
        project = given.pop(0)
        similar = nearest(project, _ACTIONS)
        if similar and not Path(project).exists():
            raise UsageError(f"{project} is no folder. Did you mean {similar[0]!r}?")
    action = given.pop(0) if given else "list"
    if action not in _ACTIONS:
        similar = nearest(action, _ACTIONS)
        hint = f"Did you mean {similar[0]!r}?" if similar else f"Known: {', '.join(_ACTIONS)}."
        raise UsageError(f"takes cannot {action!r}. {hint}")
    return project, action, given


def _list(arguments: Namespace, folder: Path, gallery: Gallery, output: Output) -> int:
    every = gallery.takes()
    rows = [row for row in _of_shots(arguments.shot, every, folder) if _fits(row, arguments)]
    rows.sort(key=lambda row: (row.take.of.shot_label, row.take.of.shot, row.take.number))
    output.document({"takes": [take_facts(row) for row in rows]})
    if not every:
        output.line("There are no takes yet. To make one: shotwright generate --shot 010")
        return DONE
    if not rows:
        output.line(f"None of the {counted(len(every), 'take')} is like that.")
        return DONE
    output.table(TAKE_COLUMNS, [take_row(row) for row in rows])
    shown = {row.path.parent for row in rows}
    output.note(f"\n{counted(len(rows), 'take')} of {counted(len(shown), 'shot')}, in"
                f" {gallery.folder}. How one was made: shotwright takes show TAKE")  # fmt: skip
    return DONE


def _of_shots(names: Sequence[str], rows: Sequence[Row], folder: Path) -> list[Row]:
    """Return the takes of these shots, also of shots that the project has no more."""
    if not names or "all" in names:
        return list(rows)
    project = load_project(folder)
    ids = set()
    for name in names:
        gone = {row.take.of.shot for row in rows if name in _names_of_shot(row)}
        ids |= gone or {project.shot(name).id}
    return [row for row in rows if row.take.of.shot in ids]


def _names_of_shot(row: Row) -> tuple[str, ...]:
    return (row.take.of.shot, row.take.of.shot_label)


def _fits(row: Row, arguments: Namespace) -> bool:
    made, review = row.take.made, row.review
    return (
        arguments.mode in (None, made.mode)
        and arguments.model in (None, made.model, made.model.rpartition("/")[2])
        and (arguments.tag is None or arguments.tag in review.tags)
        and review.rating >= arguments.stars
        and not (arguments.kept and review.rejected)
    )


def _show(row: Row, folder: Path, output: Output) -> int:
    project = load_project(folder)
    output.document(take_facts(row))
    for line in take_lines(row, project):
        output.line(line)
    return DONE


def _rebuild(gallery: Gallery, output: Output) -> int:
    found = gallery.rebuild()
    output.document({"takes": found.read, "faults": [str(fault) for fault in found.faults]})
    output.line(f"{counted(found.read, 'take')} found by their sidecars in {gallery.folder}.")
    return FAILURE if found.faults else DONE


def _judge(gallery: Gallery, row: Row, changes: dict[str, Any], output: Output) -> int:
    judged = gallery.review(row, **changes)
    output.document(take_facts(judged))
    output.table(TAKE_COLUMNS, [take_row(judged)])
    return DONE


def _rated(_row: Row, words: Sequence[str]) -> dict[str, Any]:
    if len(words) != 1:
        raise UsageError("Say how many stars, 0 to 5: shotwright takes rate TAKE 4")
    try:
        return {"rating": _stars(words[0])}
    except ArgumentTypeError as error:
        raise UsageError(f"{error}.") from error


def _noted(_row: Row, words: Sequence[str]) -> dict[str, Any]:
    return {"note": " ".join(words)}


def _tagged(row: Row, words: Sequence[str]) -> dict[str, Any]:
    if not words:
        raise UsageError("Say the tags: shotwright takes tag TAKE hero")
    return {"tags": tuple(dict.fromkeys((*row.review.tags, *words)))}


def _untagged(row: Row, words: Sequence[str]) -> dict[str, Any]:
    unknown = [word for word in words if word not in row.review.tags]
    if unknown or not words:
        has = ", ".join(row.review.tags) or "no tags"
        raise UsageError(f"{row.path.stem} has {has}; say which to take off.")
    return {"tags": tuple(tag for tag in row.review.tags if tag not in words)}


def _rejected(_row: Row, words: Sequence[str]) -> dict[str, Any]:
    _refuse_words("reject", ("TAKE", *words), 1)
    return {"rejected": True}


def _kept(_row: Row, words: Sequence[str]) -> dict[str, Any]:
    _refuse_words("keep", ("TAKE", *words), 1)
    return {"rejected": False}


def _refuse_words(action: str, words: Sequence[str], most: int) -> None:
    if len(words) > most:
        raise UsageError(f"{words[most]!r} is one word too many for: shotwright takes {action}")


def _stars(text: str) -> int:
    if text not in tuple(str(number) for number in range(_MOST_STARS + 1)):
        raise ArgumentTypeError(f"stars are a number from 0 to {_MOST_STARS}, not {text[:40]!r}")
    return int(text)


_REVIEWS: dict[str, Callable[[Row, Sequence[str]], dict[str, Any]]] = {
    "rate": _rated,
    "note": _noted,
    "tag": _tagged,
    "untag": _untagged,
    "reject": _rejected,
    "keep": _kept,
}

_ACTIONS = ("list", "show", "rebuild", *_REVIEWS)


COMMAND = Command(
    name="takes",
    summary="list a project's takes, show how one was made, and judge it",
    details=(
        "A take is named by its file, its id or the beginning of one. What it was made from never\n"
        "changes; stars, tags, a note and a rejection may. rebuild makes the list again from the\n"
        "files beside the takes."
    ),
    examples=(
        Example("shotwright takes film", "every take, by shot"),
        Example("shotwright takes film --shot 010 --stars 3 --kept", "the better ones of a shot"),
        Example("shotwright takes film rebuild", "after takes were moved or copied by hand"),
    ),
    configure=configure,
    run=run,
)
