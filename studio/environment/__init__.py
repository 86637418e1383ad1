"""The environment of a scene: the time of day, the sky, the air, and lighting presets."""

from studio.environment.panel import EnvironmentPanel

__all__ = ["EnvironmentPanel"]
