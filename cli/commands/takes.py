"""`shotwright takes`: list a project's takes, judge them, pick, import, and delete to a bin."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection
from pathlib import Path

from cli.command import Command, Example
from cli.errors import DONE, FAILURE
from cli.locate import project_folder
from cli.output import Output, counted
from cli.take_words import Said, take_facts, take_lines
from cli.takes_asked import Asked
from cli.takes_binning import bin_takes, empty_bin, restore_takes
from cli.takes_filters import FILTERS, add_filters
from cli.takes_importing import TOLD, add_import, import_take
from cli.takes_judging import REVIEWS, judge
from cli.takes_listing import list_takes
from cli.takes_picking import pick_take, show_picks, unpick_take
from compose.errors import nearest
from compose.files import load_project
from shotwright import UsageError
from visualize.takes import Gallery
from visualize.takes.picks import picks_of


def configure(parser: ArgumentParser) -> None:
    """Add what to do, with which take, and which takes to list."""
    parser.add_argument(
        "project", nargs="?", metavar="PROJECT",
        help="the project's folder (default: the current folder or the nearest one above)",
    )  # fmt: skip
    parser.add_argument(
        "action", nargs="?", metavar="ACTION", help=f"{', '.join(_ACTIONS)} (default: list)"
    )
    parser.add_argument("rest", nargs="*", metavar="TAKE …", help="the takes, then a value")
    add_filters(parser)
    add_import(parser)
    parser.add_argument("--yes", action="store_true", help="empty the bin without asking")


def run(arguments: Namespace, output: Output) -> int:
    """Do what is asked with the takes of one project."""
    given, action, words = _understood(arguments)
    _refuse_flags(arguments, action)
    folder = project_folder(given)
    with Gallery(folder) as gallery:
        for fault in gallery.faults:
            output.warn(str(fault))
        return _ACTIONS[action](Asked(action, words, arguments, folder, gallery, output))


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


def _refuse_flags(arguments: Namespace, action: str) -> None:
    """Refuse flags that would do nothing with this action."""
    for flag, default in _FLAGS.items():
        if getattr(arguments, flag) != default and flag not in _USED.get(action, ()):
            raise UsageError(f"--{flag} does not go with: shotwright takes {action}")


def _list(asked: Asked) -> int:
    asked.refuse_words(0)
    return list_takes(asked.arguments, asked.folder, asked.gallery, asked.output)


def _show(asked: Asked) -> int:
    asked.refuse_words(1)
    row = asked.take()
    project = load_project(asked.folder)
    asked.output.document(take_facts(row, Said(picks=frozenset(picks_of(project)))))
    for line in take_lines(row, project):
        asked.output.line(line)
    return DONE


def _rebuild(asked: Asked) -> int:
    asked.refuse_words(0)
    found = asked.gallery.rebuild()
    asked.output.document({"takes": found.read, "faults": [str(fault) for fault in found.faults]})
    asked.output.line(
        f"{counted(found.read, 'take')} found by their sidecars in {asked.gallery.folder}."
    )
    return FAILURE if found.faults else DONE


_ACTIONS: dict[str, Callable[[Asked], int]] = {
    "list": _list,
    "show": _show,
    **dict.fromkeys(REVIEWS, judge),
    "pick": pick_take,
    "unpick": unpick_take,
    "picks": show_picks,
    "import": import_take,
    "bin": bin_takes,
    "restore": restore_takes,
    "empty-bin": empty_bin,
    "rebuild": _rebuild,
}


_FLAGS: dict[str, object] = {**FILTERS, **TOLD, "yes": False}
_USED: dict[str, Collection[str]] = {
    "list": FILTERS,
    "import": {"shot", "mode", "model", *TOLD},
    "empty-bin": {"yes"},
}


COMMAND = Command(
    name="takes",
    summary="list a project's takes, judge and pick them, import clips, delete to a bin",
    details=(
        "A take is named by its file, its id or the beginning of one. What it was made from never\n"
        "changes; stars, tags, a note and a rejection may. pick makes a take the one of its shot\n"
        "that is cut; picks shows the sequence of them. bin moves takes away, restore brings back\n"
        "those named, or the ones binned last. import makes a take of any clip or picture.\n"
        "rebuild makes the list again from the files beside the takes."
    ),
    examples=(
        Example("shotwright takes film", "every take, by shot"),
        Example("shotwright takes film --shot 010 --stars 3 --kept", "the better ones of a shot"),
        Example("shotwright takes film --text \"dusk rain\" --cost :1.50 --sort rating",
                "what says dusk and rain and cost little, the best first"),
        Example("shotwright takes film picks", "the sequence, each shot with its pick"),
        Example("shotwright takes film rebuild", "after takes were moved or copied by hand"),
    ),
    configure=configure,
    run=run,
)  # fmt: skip
