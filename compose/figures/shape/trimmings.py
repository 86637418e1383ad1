"""What is sewn on the outfits: lapels, shirt and tie of a suit, lapels and buttons of a coat."""

from __future__ import annotations

from compose.figures.body import FigureBody
from compose.figures.shape.drape import Piece
from compose.values import LinearColor

Edge = tuple[tuple[float, float], ...]
LAPELS: LinearColor = (-1.0, -1.0, -1.0)
"""Stands for the colour of the top itself, a little darker."""

_SHIRT: LinearColor = (0.62, 0.62, 0.60)
_TIE: LinearColor = (0.16, 0.02, 0.025)
_DARK: LinearColor = (0.02, 0.018, 0.016)


def trimmings(body: FigureBody) -> list[tuple[Piece, LinearColor]]:
    """Return the pieces sewn on an outfit's top with their colours; ``LAPELS`` is the top's own."""
    if body.outfit == "suit":
        return [
            *((piece, _SHIRT) for piece in _opening(113.0, 5.6)),
            (_tie(), _TIE),
            *((piece, LAPELS) for piece in _lapels(113.0, 5.6, 4.6)),
            *((piece, _DARK) for piece in _buttons(0.0, (110.0, 101.5))),
            (_strip(9.4, 128.6, 4.6, 0.9), LAPELS),
        ]
    if body.outfit == "coat":
        return [
            *((piece, LAPELS) for piece in _lapels(126.0, 5.0, 6.0)),
            *((piece, _DARK) for x in (-4.2, 4.2) for piece in _buttons(x, (119.0, 109.0, 99.0))),
            *((_strip(x, 101.0, 7.0, 1.2), LAPELS) for x in (-11.5, 11.5)),
        ]
    return []


def _opening(low: float, half: float) -> list[Piece]:
    """Return the front of the shirt: a V from the collar down to ``low``."""
    left: Edge = ((2.6, 148.0), (half * 0.86, 141.5), (half, 136.0), (0.4, low))
    return [Piece(left=left, right=_mirrored(left), rise_cm=0.4, steps=4)]


def _tie() -> Piece:
    left: Edge = ((1.7, 148.0), (1.2, 144.6), (2.0, 134.0), (2.9, 118.0), (0.3, 113.4))
    return Piece(left=left, right=_mirrored(left), rise_cm=0.7, steps=3)


def _lapels(low: float, half: float, wide: float) -> list[Piece]:
    """Return both lapels along a V that is ``half`` wide, with a notch below the collar."""
    inner: Edge = (
        (2.4, 148.0),
        (half * 0.86, 141.5),
        (half, 136.0),
        (half * 0.62, 125.0),
        (0.2, low),
    )
    if low > 120.0:
        inner = (*inner[:3], (half * 0.66, 132.0), (0.2, low))
    outer: Edge = (
        (4.8, 148.0), (half * 0.86 + wide * 0.72, 141.2), (half + wide, 137.2),
        (inner[3][0] + wide * 0.66, inner[3][1]), (0.9, low - 0.6),
    )  # fmt: skip
    left = Piece(left=outer, right=inner, rise_cm=0.85)
    right = Piece(left=_mirrored(inner), right=_mirrored(outer), rise_cm=0.85)
    return [left, right]


def _buttons(x: float, heights: tuple[float, ...]) -> list[Piece]:
    size = 0.95
    result = []
    for y in heights:
        left = ((x + 0.4 * size, y + size), (x + size, y), (x + 0.4 * size, y - size))
        right = ((x - 0.4 * size, y + size), (x - size, y), (x - 0.4 * size, y - size))
        result.append(Piece(left=left, right=right, rise_cm=0.45, steps=1))
    return result


def _strip(x: float, y: float, half: float, high: float) -> Piece:
    """Return a pocket's flap."""
    left: Edge = ((x + half, y + high), (x + half, y - high))
    right: Edge = ((x - half, y + high), (x - half, y - high))
    return Piece(left=left, right=right, rise_cm=0.85, steps=1)


def _mirrored(edge: Edge) -> Edge:
    return tuple((-x, y) for x, y in edge)
