"""The compiled scene: what ``compose.evaluation`` keeps between frames."""
