"""The nature family of the kit."""

MODULES: dict[str, str] = {
    "broadleaf_tree": "trees",
    "poplar": "trees",
    "birch": "trees",
    "pine_tree": "trees",
    "palm": "trees",
    "bare_tree": "trees",
    "bush": "plants",
    "hedge": "plants",
    "grass_tuft": "plants",
    "flowers": "plants",
    "rock": "land",
    "boulders": "land",
    "log": "land",
    "hill": "land",
    "water": "land",
    "cloud": "land",
}
"""The module of each prop by its name."""
