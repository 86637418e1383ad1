"""`shotwright leaderboard`: which models did best at which kind of shot, and votes for takes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from cli.command import Command, Example
from cli.errors import DONE, FAILURE
from cli.flags import one_of
from cli.leaderboard_words import (
    board_facts,
    board_table,
    counts_words,
    kind_table,
)
from cli.locate import project_folder
from cli.output import Output, counted
from models.modes import Mode
from shotwright import UsageError
from visualize.jobs.store import JobStore
from visualize.leaderboard import (
    Board,
    Gathered,
    Vote,
    add_votes,
    all_kinds,
    gather,
    known_projects,
    leaderboard,
    read_vote_file,
)
from visualize.leaderboard.board import Choice
from visualize.leaderboard.kinds import ALL
from visualize.leaderboard.ranking import BY
from visualize.takes import Gallery

_MODES = tuple(mode.value for mode in Mode)
_VOTE, _OVER = "vote", "over"
_SHOWN = 4


def configure(parser: ArgumentParser) -> None:
    """Add which projects, which evidence, and votes."""
    parser.add_argument(
        "words", nargs="*", metavar="PROJECT …",
        help="projects' folders (default: the current folder or the nearest one above); or"
        " [PROJECT] vote TAKE over TAKE …, to say which of some takes is the best",
    )  # fmt: skip
    parser.add_argument(
        "--all", action="store_true", help="every project that takes were ever ordered of here"
    )
    group = parser.add_argument_group("what counts")
    kinds = (ALL, *(kind.name for kind in all_kinds()))
    group.add_argument(
        "--kind", type=one_of(*kinds), metavar="KIND",
        help=f"one kind of shot alone: {', '.join(kinds)} (default: all, and each kind)",
    )  # fmt: skip
    group.add_argument(
        "--by", type=one_of(*BY), default="fidelity", metavar="BY",
        help="rank by measured fidelity or by votes (default: fidelity)",
    )  # fmt: skip
    group.add_argument("--mode", type=one_of(*_MODES), metavar="MODE", help=", ".join(_MODES))
    where = group.add_mutually_exclusive_group()
    where.add_argument("--local", action="store_true", help="models that run on your machines")
    where.add_argument("--hosted", action="store_true", help="models that others run")
    group.add_argument(
        "--fresh", action="store_true",
        help="without the fidelity of takes whose shot has changed since they were made",
    )  # fmt: skip
    parser.add_argument(
        "--add-votes", metavar="FILE", help="keep the votes that a page of comparison saved"
    )


def run(arguments: Namespace, output: Output) -> int:
    """Show the leaderboard, or keep votes."""
    words: list[str] = arguments.words
    if arguments.add_votes is not None:
        votes = read_vote_file(Path(arguments.add_votes))
        return _add(_one_project(words), votes, output)
    if _VOTE in words:
        at = words.index(_VOTE)
        return _vote(_one_project(words[:at]), words[at + 1 :], output)
    return _show(arguments, words, output)


def _show(arguments: Namespace, words: list[str], output: Output) -> int:
    with JobStore() as store:
        folders = [project_folder(word) for word in words]
        if arguments.all:
            folders += known_projects(store)
        elif not words:
            folders = [project_folder(None)]
        gathered = gather(folders, store, fresh=arguments.fresh)
    choice = Choice(mode=arguments.mode, local=_local(arguments))
    kinds = [arguments.kind] if arguments.kind else [ALL, *(kind.name for kind in all_kinds())]
    boards = [leaderboard(gathered, kind, choice=choice, by=arguments.by) for kind in kinds]
    output.document(
        {
            "projects": gathered.projects,
            "boards": [board_facts(board) for board in boards if board.standings],
            "faults": list(gathered.faults),
        }
    )
    _print(boards, gathered, output)
    for fault in gathered.faults:
        output.warn(fault)
    return DONE


def _local(arguments: Namespace) -> bool | None:
    return True if arguments.local else (False if arguments.hosted else None)


def _print(boards: list[Board], gathered: Gathered, output: Output) -> None:
    first, *by_kind = boards
    if not first.standings:
        _say_how_to_begin(gathered, output)
        return
    head = first.kind.words if first.kind.name != ALL else "all shots"
    output.line(f"{head}: {counts_words(first, gathered.projects)}, ranked by {first.by}\n")
    output.table(*board_table(first))
    columns, rows, few = kind_table(first, by_kind)
    if rows:
        what = "votes won, and votes" if first.by == "votes" else "fidelity, and takes"
        output.line(f"\nby kind of shot: rank, {what}\n")
        output.table(columns, rows)
    if few:
        output.note(f"\nToo few takes to rank models for {', '.join(few)}.")
    output.note(
        "\n± and brackets are 95 % intervals, in which each shot counts once. A rank is shared"
        " (=) by models\nthat cannot be told apart, and none is given for too few takes."
    )
    if not any(one.fidelity for one in first.standings):
        output.note("None of these takes is measured yet: shotwright compare --shot 010")


def _say_how_to_begin(gathered: Gathered, output: Output) -> None:
    if gathered.takes:
        output.line("None of the takes is like that.")
        return
    output.line(
        "Nothing is known of any model yet. It fills as you make takes (shotwright generate),"
        "\nmeasure them (shotwright compare), rate and pick them (shotwright takes), and vote:"
        "\nshotwright leaderboard vote TAKE over TAKE"
    )


def _one_project(words: list[str]) -> Path:
    if len(words) > 1:
        raise UsageError(f"Votes are kept in one project, not in {len(words)}.")
    return project_folder(words[0] if words else None)


def _vote(folder: Path, words: list[str], output: Output) -> int:
    """Keep a vote that was typed: a take, ``over``, and one take or more."""
    if len(words) < 3 or words[1] != _OVER:
        raise UsageError(
            "Say which take is better than which: shotwright leaderboard vote TAKE over TAKE …"
        )
    with Gallery(folder) as gallery:
        winner, *losers = (gallery.find(word).take for word in (words[0], *words[2:]))
    others = {take.of.shot_label for take in losers if take.of.shot != winner.of.shot}
    if others:
        raise UsageError(
            f"Takes of one shot are voted on; {winner.clip.file} is of {winner.of.shot_label},"
            f" others are of {', '.join(sorted(others))}."
        )
    ids = dict.fromkeys(take.id for take in losers)
    if winner.id in ids:
        raise UsageError(f"{words[0]} cannot be better than itself.")
    vote = Vote(shot=winner.of.shot, winner=winner.id, losers=tuple(ids), at=datetime.now(UTC))
    return _add(folder, (vote,), output)


def _add(folder: Path, votes: tuple[Vote, ...], output: Output) -> int:
    with Gallery(folder) as gallery:
        shots = {row.take.id: row.take.of.shot for row in gallery.takes()}
    added = add_votes(folder, votes, shots)
    left_out = len(votes) - added.new - added.known
    output.document(
        {"added": added.new, "known": added.known, "unknown_takes": list(added.strange)}
    )
    known = f", {added.known} were there already" if added.known else ""
    output.line(f"{counted(added.new, 'vote')} added{known}.")
    if left_out:
        named = ", ".join(added.strange[:_SHOWN]) + (", …" if len(added.strange) > _SHOWN else "")
        output.warn(
            f"{counted(left_out, 'vote')} left out, about takes that this project does not have or"
            f" has of another shot: {named}"
        )
    return FAILURE if left_out and not (added.new or added.known) else DONE


COMMAND = Command(
    name="leaderboard",
    summary="say which models did best, by kind of shot, with counts and intervals",
    details=(
        "Fidelity is what shotwright compare measured. Picks, stars, votes, cost, waiting and\n"
        "failed jobs are counted beside it. The kind of a shot follows from what its camera does,\n"
        "how it frames, and how fast things move."
    ),
    examples=(
        Example("shotwright leaderboard film", "the models of one project"),
        Example("shotwright leaderboard --all --kind push", "of all projects, for push-ins"),
        Example("shotwright leaderboard film --by votes --hosted", "by votes, hosted models alone"),
    ),
    configure=configure,
    run=run,
)
