"""Choices: keys and labels of what a list offers."""

from __future__ import annotations

from compose.camera import GATES, SENSORS_MM

_FAMILIAR = {"2.39": "Scope", "1.85": "Flat", "16:9": "HD", "2.76": "Ultra Panavision",
             "4:3": "Academy", "9:16": "vertical", "1:1": "square", "4:5": "portrait",
             "1.66": "European"}  # fmt: skip
_SENSOR_NAMES = {
    "full-frame": "Full frame", "super-35": "Super 35", "super-35-3perf": "Super 35 3-perf",
    "aps-c": "APS-C", "micro-four-thirds": "Micro Four Thirds", "super-16": "Super 16",
    "16mm": "16 mm", "super-8": "Super 8", "65mm": "65 mm", "vista-vision": "VistaVision",
    "phone": "Phone",
}  # fmt: skip


def words(key: str) -> str:
    """Return a key as a person reads it: ``three-quarter-left`` as ``Three-quarter left``."""
    for side in ("-left", "-right"):
        if key.endswith(side):
            key = key.removesuffix(side) + f" {side[1:]}"
    text = key.replace("_", " ")
    return text[:1].upper() + text[1:]


CUSTOM = "custom"
"""The key of a size in numbers, which has no name."""


def sensors() -> tuple[tuple[str, str], ...]:
    """Return every sensor with its size in millimetres, and one for a size in numbers."""
    named = (
        (key, f"{_SENSOR_NAMES.get(key, words(key))} · {width:g} × {height:g}")
        for key, (width, height) in SENSORS_MM.items()
    )
    return (*named, (CUSTOM, "Custom size"))


def gates() -> tuple[tuple[str, str], ...]:
    """Return every gate as it is written on a slate."""
    return tuple(
        (key, f"{key.replace(':', ' : ') if ':' in key else f'{key} : 1'} {_FAMILIAR[key]}")
        for key in GATES
    )


LISTS = {"sensors": sensors, "gates": gates}
"""Lists by the name that ``properties.toml`` calls them."""
