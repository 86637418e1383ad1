"""Inking: a label in a colour by meaning, as the style sheet has it, whatever the theme."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

_ROLES = {"good": "good", "stale": "stale", "bad": "bad", "text1": "", "text2": "label",
          "text3": "caption"}  # fmt: skip


def ink(label: QLabel, token: str) -> None:
    """Write a label in the colour of a token."""
    role = _ROLES[token]
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
