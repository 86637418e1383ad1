"""The compiled scene: what ``compose.evaluate`` keeps between frames."""
