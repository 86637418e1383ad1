"""Furniture: what stands in a room, hangs on its walls and lights it."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "chair": "seating",
    "armchair": "seating",
    "sofa": "seating",
    "stool": "seating",
    "office_chair": "office",
    "desk": "office",
    "table": "tables",
    "coffee_table": "tables",
    "round_table": "tables",
    "bed": "bedroom",
    "wardrobe": "bedroom",
    "drawers": "bedroom",
    "shelf": "shelves",
    "kitchen_counter": "counters",
    "bar_counter": "counters",
    "fridge": "counters",
    "bathtub": "bathroom",
    "washbasin": "bathroom",
    "toilet": "bathroom",
    "floor_lamp": "lamps",
    "table_lamp": "lamps",
    "pendant_lamp": "lamps",
    "television": "comforts",
    "plant_pot": "comforts",
    "rug": "comforts",
    "picture_frame": "hangings",
    "mirror": "hangings",
    "curtain": "hangings",
    "wall_clock": "hangings",
}
"""The module of each prop by its name."""
