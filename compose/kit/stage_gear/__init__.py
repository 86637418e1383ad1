"""Stage gear: lights, flats, grip and the plinths that products stand on."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "flat": "scenery",
    "cyclorama": "scenery",
    "apple_box": "scenery",
    "turntable": "plinths",
    "plinth": "plinths",
    "perfume": "plinths",
    "softbox": "lights",
    "spotlight": "lights",
    "c_stand": "lights",
    "film_camera": "crew",
    "dolly_track": "crew",
    "directors_chair": "crew",
    "clapperboard": "crew",
}
"""The module of each prop by its name."""
