"""The inspector: every property of what is selected, from tables."""

from studio.inspector.inspector import Inspector

__all__ = ["Inspector"]
