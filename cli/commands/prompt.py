"""`shotwright prompt`: the words that a model gets of a shot; see them, edit them, count them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import add_project, add_shots, one_of
from cli.locate import chosen_shots, project_folder
from cli.output import Output
from compose.edits.prompting import PROMPT_TABS, clear_prompt, set_prompt
from compose.files import load_project, save_project
from compose.project import Project
from compose.shot import Shot
from models.card import PromptRule
from models.modes import Mode
from models.registry import Registry
from shotwright import UsageError
from visualize.prompt import Fitted, ShotPrompt, shot_prompt
from visualize.prompt.facts import TABS
from visualize.render.renderer import Renderer

_MODES = tuple(mode.value for mode in Mode if mode is not Mode.DIRECT)


def configure(parser: ArgumentParser) -> None:
    """Add which shots, for which model, and the edits."""
    add_project(parser)
    add_shots(parser)
    parser.add_argument(
        "--model", metavar="MODEL", help="cut the prompt to what this model reads, and count it"
    )
    parser.add_argument(
        "--mode", type=one_of(*_MODES), metavar="MODE",
        help="of the model: " + ", ".join(_MODES) + " (default: the first it has)",
    )  # fmt: skip
    parser.add_argument(
        "--frame", type=int, metavar="N",
        help="the words for one picture of this scene frame, without motion",
    )  # fmt: skip
    parser.add_argument(
        "--audio", action="store_true", help="with the lines and sounds of the shot's notes"
    )
    group = parser.add_argument_group("editing")
    group.add_argument(
        "--set", type=_edit, action="append", default=[], metavar="TAB=TEXT", dest="edits",
        help=f"your own words for {', '.join(PROMPT_TABS)}; they stay when the scene changes",
    )  # fmt: skip
    group.add_argument(
        "--clear", type=one_of(*PROMPT_TABS), action="append", default=[], metavar="TAB",
        help="let a tab follow the scene again",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Edit the prompts, then tell them tab by tab and as the model gets them."""
    project = load_project(project_folder(arguments.project))
    shots = chosen_shots(project, arguments.shot)
    editing = bool(arguments.edits or arguments.clear)
    if editing and len(shots) != 1:
        raise UsageError("Words are written for one shot: name it with --shot.")
    rule = _rule(arguments)
    told: list[dict[str, Any]] = []
    with Renderer() as renderer:
        for chosen in shots:
            shot = chosen
            prompt = shot_prompt(project, shot, frame=arguments.frame, renderer=renderer)
            if editing:
                project = _edited(project, shot, prompt, arguments)
                shot = project.shot(shot.id)
                prompt = prompt.with_words_of(shot)
            fit = prompt.fitted(rule, audio=arguments.audio)
            _tell(shot, prompt, fit, output)
            told.append(_document(shot, prompt, fit))
    if editing:
        save_project(project)
    output.document({"shots": told})
    return DONE


def _edit(text: str) -> tuple[str, str]:
    """Read ``scene=words``."""
    tab, equals, words = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f'write it as scene="your words", not {text[:40]!r}')
    return one_of(*PROMPT_TABS)(tab.strip()), words


def _rule(arguments: Namespace) -> PromptRule:
    """Return what the model reads; everything, where none is named."""
    if arguments.model is None:
        if arguments.mode is not None:
            raise UsageError("A mode belongs to a model: name it with --model.")
        return PromptRule(dialogue=True)
    registry = Registry.discover()
    card = registry.card(arguments.model)
    mode = arguments.mode or next(iter(card.modes))
    return registry.route(card.id, mode).prompt


def _edited(project: Project, shot: Shot, prompt: ShotPrompt, arguments: Namespace) -> Project:
    for tab in arguments.clear:
        project = clear_prompt(project, shot.id, tab)
    for tab, words in arguments.edits:
        seen = prompt.facts.fingerprint(tab)
        project = set_prompt(project, shot.id, tab, words, seen=seen)
    return project


def _tell(shot: Shot, prompt: ShotPrompt, fit: Fitted, output: Output) -> None:
    output.line(f"{shot.label}  {fit.counter()}")
    for name in TABS:
        tab = prompt.tab(name)
        state = "" if tab.edited is None else "  (your words)"
        output.line(f"  {name.capitalize()}{state}")
        output.line(f"    {tab.text or '(nothing)'}")
        if tab.stale:
            output.warn(
                f"the {name} words of {shot.label} are older than the scene, which now says:"
                f" {tab.automatic}"
            )
    for text in fit.cut:
        output.note(f"  left out for length: {text}")


def _document(shot: Shot, prompt: ShotPrompt, fit: Fitted) -> dict[str, Any]:
    tabs = {
        tab.tab: {
            "text": tab.text,
            "automatic": tab.automatic,
            "edited": tab.edited is not None,
            "stale": tab.stale,
        }
        for tab in prompt.tabs
    }
    return {
        "shot": shot.number,
        "tabs": tabs,
        "prompt": fit.text,
        "count": fit.count,
        "unit": fit.unit,
        "limit": fit.limit,
        "cut": list(fit.cut),
    }


COMMAND = Command(
    name="prompt",
    summary="show and edit the words that a model gets of a shot",
    details=(
        "The words follow the scene: who is seen and what they do, the setting, the camera's\n"
        "framing and move, the light, and the film's Bible as its style. Your own words for a tab\n"
        "stay until you clear them, and are flagged when the scene has changed since."
    ),
    examples=(
        Example("shotwright prompt film", "the words of every shot, tab by tab"),
        Example(
            "shotwright prompt film --shot 010 --frame 24 --json",
            "for one picture instead of a clip, for a program",
        ),
        Example(
            'shotwright prompt film --shot 010 --set lighting="Blue hour, neon on wet asphalt."',
            "your own light; the rest follows the scene",
        ),
        Example("shotwright prompt film --shot 010 --clear lighting", "back to the scene's light"),
    ),
    configure=configure,
    run=run,
)
