"""Hand props: what figures hold, carry, drink from and read.

Their origin is in the grip. In the hand they point along +Z and their top is +Y; with ``on_table``
the origin is under them instead.
"""

from __future__ import annotations

MODULES: dict[str, str] = {
    "phone": "devices",
    "laptop": "devices",
    "torch": "devices",
    "microphone": "devices",
    "cup": "drinks",
    "mug": "drinks",
    "glass": "drinks",
    "wine_glass": "drinks",
    "bottle": "drinks",
    "book": "reading",
    "newspaper": "reading",
    "pen": "reading",
    "gun": "arms",
    "knife": "arms",
    "suitcase": "carried",
    "bag": "carried",
    "umbrella": "umbrella",
    "cigarette": "small",
    "flower": "small",
}
"""The module of each prop by its name."""
