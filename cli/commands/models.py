"""`shotwright models`: the models there are, what they take, what they cost, who runs them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import one_of
from cli.model_table import Asked, ModelTable, kept_table
from cli.output import Output
from models.modes import LISTED
from models.plugins import Found, find
from shotwright import UsageError


def configure(parser: ArgumentParser) -> None:
    """Add which models."""
    parser.add_argument(
        "model",
        nargs="*",
        metavar="MODEL",
        help="models to tell all of, by id or short name, such as veo-3.1 (default: list them)",
    )
    parser.add_argument(
        "--mode",
        type=one_of(*(mode.value for mode in LISTED)),
        metavar="MODE",
        help=f"only models with this mode: {', '.join(LISTED)}",
    )
    parser.add_argument("--provider", metavar="NAME", help="only models that this provider runs")
    parser.add_argument("--all", action="store_true", help="retired models too")
    group = parser.add_argument_group("for a shot")
    group.add_argument("--shot", metavar="SHOT", help="rank the models for this shot, with reasons")
    group.add_argument(
        "--project",
        metavar="PROJECT",
        help="the shot's project (default: the current folder or the nearest one above)",
    )
    group.add_argument("--draft", action="store_true", help="it is a quick try")
    group.add_argument("--sound", action="store_true", help="it needs sound")


def run(arguments: Namespace, output: Output) -> int:
    """List the models, rank them for a shot, or tell all of some."""
    words = list(arguments.model)
    named = words[1:] if words[:1] == ["show"] else words
    if words and not named:
        raise UsageError("Name the model to show, such as: shotwright models show veo-3.1")
    asked = Asked(arguments.mode, arguments.provider, arguments.all)
    found = find()
    if named or output.as_json or arguments.shot is not None:
        from cli.model_telling import tell_models
        from models.registry import Registry

        tell_models(arguments, asked, named, Registry.discover(found), output)
    else:
        kept_table(asked, found, lambda: _made(asked, found)).print(output)
    return DONE


def _made(asked: Asked, found: Found) -> ModelTable:
    from cli.model_rows import make_table
    from models.registry import Registry

    return make_table(asked, Registry.discover(found))


COMMAND = Command(
    name="models",
    summary="list the models, what they take and cost, and who runs them",
    details=(
        "Cards are files: your own in the folder models of the settings folder add to these or\n"
        "replace them. The first route of a card that has a provider here is the one that runs."
    ),
    examples=(
        Example("shotwright models", "every model that still runs"),
        Example("shotwright models --mode start-end", "those that join two frames"),
        Example("shotwright models show veo-3.1", "all of one, with the source of every fact"),
        Example(
            "shotwright models --mode start-end --project film --shot 010 --sound",
            "which model suits a shot, and why",
        ),
        Example("shotwright models --all --json", "every card, for a program"),
    ),
    configure=configure,
    run=run,
)
