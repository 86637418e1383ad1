"""The vehicles family of the kit."""

MODULES: dict[str, str] = {
    "car": "car",
    "taxi": "car",
    "van": "commercial",
    "pickup": "commercial",
    "bus": "commercial",
    "truck": "lorry",
    "bicycle": "cycles",
    "motorbike": "motorbikes",
    "scooter": "motorbikes",
}
"""The module of each prop by its name."""
