"""Preferences: keys, budgets, folders, look, shortcuts and performance, each a page of its own."""

from studio.preferences.dialog import Preferences

__all__ = ["Preferences"]
