"""Camera moves: film words that become ordinary keys, rails, and a camera's path in words."""

from compose.moves.analysis import MoveAnalysis, Shake, analyse_motion, analyse_shot
from compose.moves.apply import MOVES, OTHER_NAMES, apply_move, move_named
from compose.moves.move import Move, Parameter
from compose.moves.naming import Part
from compose.moves.phases import Phase
from compose.moves.rails import Rail, add_rail, rail_named
from compose.moves.riding import ride_rail

__all__ = [
    "MOVES",
    "OTHER_NAMES",
    "Move",
    "MoveAnalysis",
    "Parameter",
    "Part",
    "Phase",
    "Rail",
    "Shake",
    "add_rail",
    "analyse_motion",
    "analyse_shot",
    "apply_move",
    "move_named",
    "rail_named",
    "ride_rail",
]
