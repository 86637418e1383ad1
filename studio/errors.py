"""Errors of the desktop program."""

from __future__ import annotations

from shotwright import ShotwrightError


class SettingsError(ShotwrightError):
    """A setting of the studio that cannot be read, or cannot have its value."""


class ExpressionError(ShotwrightError):
    """A typed number that cannot be read."""
