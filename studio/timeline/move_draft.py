"""MoveDraft: a camera move being tried on a shot, shown as a gesture until it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compose.moves import MOVES, Move, Parameter, apply_move
from compose.payload import CameraPayload, Figure, LightPayload
from compose.project import Project
from studio.session import Layer, Session
from studio.signal import Signal

_TITLES = {"over-the-shoulder": "Over the shoulder"}
_ADVANCED = ("ease_in", "ease_out", "speed", "joint", "point")
"""Left to the command line and to the keys: the form shows what a director says first."""


Start = Callable[[Callable[[], Project], Callable[[Project], None], Callable[[str], None]], None]
"""Starts work off the window's thread: what to make, then what to do with it, or with its error."""


class MoveDraft:
    """One move with its parameters, tried on the shot that is looked at.

    A move samples the whole shot, so that it is made by ``start`` and shown when it comes. Where
    something else changed the project meanwhile, it is not.

    Attributes
    ----------
    changed
        What is chosen, or why it cannot be made, is something else now.
    """

    def __init__(self, session: Session, start: Start) -> None:
        self.changed: Signal[[]] = Signal()
        self._session, self._start = session, start
        self._move = next(iter(MOVES.values()))
        self._given: dict[str, object] = {}
        self._base: Project | None = None
        self._shown: Project | None = None
        self.problem = ""
        self.busy = False

    @property
    def move(self) -> Move:
        """The move that is tried."""
        return self._move

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What can be set of it."""
        return tuple(p for p in self._move.parameters if p.name not in _ADVANCED)

    def value(self, parameter: Parameter) -> object:
        """Return what is set, else what the move takes by itself."""
        return self._given.get(parameter.name, parameter.default)

    def subjects(self) -> tuple[tuple[str, str], ...]:
        """Return (id, name) of what a move can go about, what is selected first."""
        scene = self._session.scene
        if scene is None:
            return ()
        chosen = self._session.selection
        unseen = CameraPayload | LightPayload | None
        nodes = [node for node in scene.nodes if not isinstance(node.payload, unseen)]
        nodes.sort(key=lambda n: (n.id not in chosen, not isinstance(n.payload, Figure)))
        return tuple((node.id, node.name) for node in nodes)

    def choose(self, name: str) -> None:
        """Try another move, with the subject that was set."""
        self.drop()
        self._move = MOVES[name]
        known = {parameter.name for parameter in self._move.parameters}
        kept = {"subject"} & known
        self._given = {key: value for key, value in self._given.items() if key in kept}
        if "subject" in known and "subject" not in self._given and self._move.subject == "needed":
            subjects = self.subjects()
            if subjects:
                self._given["subject"] = subjects[0][0]
        self.show()

    def set(self, name: str, value: object) -> None:
        """Set a parameter and show what comes of it."""
        self._given[name] = value
        self.show()

    def show(self) -> None:
        """Make the move, and show it on the shot in a gesture of its own."""
        shot = self._session.shot
        if shot is None:
            return
        if not self._is_shown():
            self._base = self._shown = self._session.project
            self._session.begin_gesture(title_of(self._move.name))
        base, move = self._base, self._move.name
        given: dict[str, Any] = dict(self._given)
        assert base is not None  # set above, or by the step before
        own = self._session.layer is Layer.SHOT
        self.busy = True
        self._start(
            lambda: apply_move(base, shot.id, move, own=own, **given), self._made, self._failed
        )
        self.changed.emit()

    def _made(self, project: Project) -> None:
        self.busy, self.problem = False, ""
        if self._is_shown():
            self._shown = project
            self._session.step_gesture(lambda _: project)
        self.changed.emit()

    def _failed(self, problem: str) -> None:
        self.busy, self.problem = False, problem
        if self._is_shown() and self._base is not None:
            base = self._shown = self._base
            self._session.step_gesture(lambda _: base)
        self.changed.emit()

    def keep(self) -> None:
        """Keep what is shown, as one entry of undo."""
        if self._is_shown():
            self._session.end_gesture()
        self._base = self._shown = None

    def drop(self) -> None:
        """Show the shot as it was."""
        if self._is_shown():
            self._session.cancel_gesture()
        self._base = self._shown = None

    def _is_shown(self) -> bool:
        """Tell whether the gesture that runs is this one."""
        return self._session.in_gesture and self._session.project is self._shown


def title_of(move: str) -> str:
    """Return a move's name as a menu writes it."""
    return _TITLES.get(move, move.replace("-", " ").capitalize().replace("Push in", "Push-in"))
