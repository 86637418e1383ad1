"""Stale: which takes no longer show their shot as it is now, and why."""

from __future__ import annotations

from collections.abc import Iterable

from compose.project import Project
from compose.shot import Shot
from shotwright import ShotwrightError, __version__
from visualize.staleness.parts import fingerprint
from visualize.staleness.reasons import Reason, differences
from visualize.staleness.scope import WINDOW, Scope, scope_of
from visualize.takes.take import FINGERPRINT_VERSION, Fingerprint, Take

_OF_WINDOW = (WINDOW, "options")


def stale_parts(project: Project, takes: Iterable[Take]) -> dict[str, tuple[Reason, ...]]:
    """Compare what each take was made from with its shot as it is now, part by part.

    A take of whose shot the scene has not changed has no reasons but perhaps a newer version of
    the program, which does not make it stale. Nothing is drawn; the present state is worked out
    once for all takes that show the same frames in the same way.

    Returns
    -------
    dict
        The reasons by the take's id, the most telling first. A take is stale when ``is_stale``
        says so of them.
    """
    present = _Present(project)
    return {take.id: (*_reasons(project, take, present), *_version(take)) for take in takes}


def is_stale(reasons: Iterable[Reason]) -> bool:
    """Tell whether any of these reasons makes a take stale."""
    return any(reason.stale for reason in reasons)


class _Present:
    """The fingerprints of a project as it is now, each made once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, Scope], Fingerprint | ShotwrightError] = {}

    def of(self, shot: Shot, scope: Scope) -> Fingerprint:
        """Return one.

        Raises
        ------
        ShotwrightError
            When the scene cannot be evaluated.
        """
        key = (shot.id, scope)
        if key not in self._known:
            try:
                self._known[key] = fingerprint(self._project, shot, scope)
            except ShotwrightError as error:
                self._known[key] = error
        known = self._known[key]
        if isinstance(known, ShotwrightError):
            raise known
        return known


def _reasons(project: Project, take: Take, present: _Present) -> tuple[Reason, ...]:
    shot = next((shot for shot in project.shots if shot.id == take.of.shot), None)
    if shot is None:
        return (Reason("shot", "its shot is no longer in the project"),)
    then = take.fingerprint
    if then.version != FINGERPRINT_VERSION:
        return (_unknown("it was recorded by another version, in another way"),)
    if not then.parts:
        return (_unknown(then.unknown or "nothing was recorded when the take was made"),)
    scope = scope_of(take)
    if scope is None:
        return (_unknown("nobody noted which frames it shows"),)
    try:
        now = present.of(shot, scope)
    except ShotwrightError as error:
        return (_unknown(f"the scene cannot be looked at: {error}"),)
    return _with_frames(differences(then, now), take.of.frames, (shot.start, shot.end))


def _with_frames(
    reasons: tuple[Reason, ...], then: tuple[int, int], now: tuple[int, int]
) -> tuple[Reason, ...]:
    """Return reasons in which a window that was moved says from where to where."""
    told = [reason for reason in reasons if reason.part in _OF_WINDOW]
    if not told or then == now:
        return reasons
    text = f"the shot is frames {now[0]} to {now[1] - 1} now, and was {then[0]} to {then[1] - 1}"
    rest = [reason for reason in reasons if reason not in told]
    return (Reason(told[0].part, text), *rest)


def _unknown(why: str) -> Reason:
    return Reason("unknown", f"not known whether it is stale: {why}", stale=False)


def _version(take: Take) -> tuple[Reason, ...]:
    if take.shotwright == __version__:
        return ()
    made = f"made with Shotwright {take.shotwright[:40]}, this is {__version__}"
    return (Reason("version", made, stale=False),)
