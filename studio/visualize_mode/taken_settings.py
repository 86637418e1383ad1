"""Taken settings: a form that asks for what a take was made with."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from models.modes import Mode
from models.request import Options
from studio.visualize_mode.form import Form
from visualize.takes.take import Take

_KEPT = ("seconds", "aspect", "resolution", "audio", "guide", "fit")


def form_of(take: Take, before: Form) -> Form:
    """Return the form of a take; what its model chose by itself is asked for by name.

    A direct render has no model: the form stays as it is, but for the resolution.
    """
    made = take.made
    asked = {name: made.options[name] for name in _KEPT if made.options.get(name)}
    if made.seed is not None:
        asked["seed"] = made.seed
    try:
        mode = Mode(made.mode)
        options = Options.model_validate(asked)
    except (ValueError, ValidationError):  # a take of another version, or an imported one
        return before
    if mode is Mode.DIRECT:
        return replace(before, options=Options(resolution=options.resolution))
    return replace(
        before.with_model((made.model, made.provider)), mode=mode, options=options, start=None,
        end=None,
    )  # fmt: skip
