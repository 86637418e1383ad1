"""Wall steps: where Up and Down lead from a take or from the header of a shot."""

from __future__ import annotations

from dataclasses import dataclass

from studio.gallery_mode.wall_layout import WallLayout


@dataclass(frozen=True, slots=True)
class Spot:
    """A take, or where ``take`` is ``None`` the header of a group."""

    group: int
    take: int | None = None


def spot_of(laid: WallLayout, take: int) -> Spot:
    """Return the spot of a take."""
    return Spot(laid.group_of(take), take)


def below(laid: WallLayout, spot: Spot) -> Spot:
    """Return the spot below: a header stands between the takes of two shots."""
    if spot.take is None:
        if laid.opened(spot.group):
            return spot_of(laid, laid.first_of(spot.group))
    elif (down := _within(laid, spot.take, 1)) is not None:
        return spot_of(laid, down)
    return _beyond(laid, spot, 1)


def above(laid: WallLayout, spot: Spot) -> Spot:
    """Return the spot above."""
    if spot.take is not None and (up := _within(laid, spot.take, -1)) is not None:
        return spot_of(laid, up)
    if spot.take is not None and laid.headed(spot.group):
        return Spot(spot.group)
    return _beyond(laid, spot, -1)


def _within(laid: WallLayout, take: int, rows: int) -> int | None:
    """Return the take a row on in the same group."""
    found = laid.beside(take, 0, rows)
    same = found != take and laid.group_of(found) == laid.group_of(take)
    return found if same else None


def _beyond(laid: WallLayout, spot: Spot, step: int) -> Spot:
    """Return the nearest spot of the next group that way; the same where there is none."""
    group = spot.group + step
    while 0 <= group < laid.groups:
        if step < 0 and laid.opened(group):
            return spot_of(laid, laid.last_row_of(group))
        if laid.headed(group):
            return Spot(group)
        if laid.opened(group):
            return spot_of(laid, laid.first_of(group))
        group += step
    return spot
