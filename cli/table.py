"""The table of sub-commands. A module is imported only when its command is asked for."""

from __future__ import annotations

from importlib import import_module

from cli.command import Command
from compose.errors import nearest
from shotwright import UsageError

COMMANDS: dict[str, str] = {
    "new": "start a project, empty or from a sample",
    "import": "copy a model or a picture into the project and put it on the stage",
    "add": "put a prop, a shape, a figure, a light or a camera on the stage",
    "populate": "add a crowd, trees, an avenue, parked cars or traffic",
    "pose": "pose a figure, let it walk, look and reach",
    "light": "light a scene by time and place, or with a preset",
    "info": "show what a project holds: scenes, shots, sequence, assets",
    "check": "validate a project: every problem, with file and field",
    "shot": "add a shot from film words: size, angle, side, subject, lens, move",
    "move": "put a camera move on a shot: push-in, crane, orbit, dolly-zoom and more",
    "prompt": "show and edit the words that a model gets of a shot",
    "describe": "say what shots show in film words, and whether they cut together",
    "frames": "save single frames of shots: start, end or any other",
    "render": "render the passes of shots as numbered pictures or films",
    "direct": "make a film of a shot or of the whole sequence, with no AI",
    "contact-sheet": "make one page that shows every shot",
    "export": "write a scene as GLB, or a shot's camera as JSON",
    "models": "list the models, what they take and cost, and who runs them",
    "estimate": "say what takes would cost, before anything is made",
    "jobs": "list the takes being made; watch, resume, cancel, collect or settle them",
    "budget": "limit what may be spent a day, a project and a shot, and show what was",
    "generate": "make takes of shots: by models, by local styles, or drawn as they are",
    "takes": "list a project's takes, judge and pick them, import clips, delete to a bin",
    "gallery": "show a project's takes as a page that plays in a browser",
    "compare": "measure takes of a shot against its blocking, and show them side by side",
    "conform": "make a take into a clip of exactly its shot's frames, at the project's rate",
    "leaderboard": "say which models did best, by kind of shot, with counts and intervals",
    "keys": "say where providers' keys are found, store or forget one",
    "kit": "list the props of the kit, and draw their catalogue",
    "poses": "list the poses and hands of figures, and draw them",
    "moves": "list the camera moves, and what each may be asked for",
    "studio": "open the desktop program: compose, visualize, gallery",
    "passes": "list the passes, with their units",
}
"""Every command and what it does in a few words; its module is ``cli.commands.<name>``."""

_OTHER_MODULES = {"import": "import_asset"}
"""Commands whose name is a word of Python, which a module cannot have."""


def load_command(name: str) -> Command:
    """Return the command with this name.

    Raises
    ------
    UsageError
        When there is none; the nearest is offered.
    """
    if name not in COMMANDS:
        similar = nearest(name, COMMANDS)
        hint = f"Did you mean {similar[0]!r}?" if similar else f"Known: {', '.join(COMMANDS)}."
        raise UsageError(f"There is no command {name!r}. {hint}\nSee: shotwright --help")
    module = _OTHER_MODULES.get(name, name.replace("-", "_"))
    command: Command = import_module(f"cli.commands.{module}").COMMAND
    return command
