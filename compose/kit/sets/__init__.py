"""Sets: rooms, fronts and buildings, ways and what they are built of. Their front faces +Z."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "room": "rooms",
    "corridor": "rooms",
    "door": "joinery",
    "window": "joinery",
    "shopfront": "shops",
    "town_house": "houses",
    "house": "cottage",
    "tower_block": "towers",
    "road": "ways",
    "crossing": "ways",
    "pavement": "ways",
    "stairs": "structures",
    "bridge": "structures",
    "arch": "structures",
    "column": "structures",
    "garden_wall": "structures",
}
"""The module of each prop by its name."""
