"""Order: what the user asked of one job, before anything is drawn or sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.modes import Mode
from models.request import Options
from models.values import NotNegative, Value

LOCAL = "local"
"""The provider that is this machine: no key, no network, nothing to pay."""


class PromptText(Value):
    """The words of a request by tab, as they will be joined. ``None`` follows the scene."""

    scene: str | None = None
    style: str | None = None
    lighting: str | None = None
    negative: str = ""


class Price(Value):
    """An estimate in US dollars. Both ``None``: unknown, which never counts as zero."""

    low_usd: NotNegative | None = None
    high_usd: NotNegative | None = None


class Order(Value):
    """One take to be made. It holds its own frozen project, so edits never change it.

    Attributes
    ----------
    project
        The project's folder, as an absolute path; takes are kept there.
    project_id, shot, shot_label
        Ids of project and shot, and the shot's label at the time.
    frozen
        The folder with the copy of the project's files made when the order was placed (content
        addressed, below the state folder); assets stay in ``project``.
    mode, model, provider
        What to run; ``provider`` picks the card's route. In the mode ``direct`` the model is the
        pass to draw (``wire``, ``clay`` or ``beauty``) and the provider ``local``.
    start, end
        A picture of the user's own instead of the frame that would be drawn: an absolute path.
    """

    project: str
    project_id: str
    shot: str
    shot_label: str
    frozen: str
    mode: Mode = Field(strict=False)
    model: str
    provider: str
    options: Options = Options()
    prompt: PromptText = PromptText()
    start: str | None = None
    end: str | None = None
    frame: int | None = None
    """The scene frame of an image; ``None`` takes the shot's first."""
    estimate: Price = Price()
    allow_unknown_price: bool = False
    """Whether it may be made under a budget although nobody can say what it costs."""
    batch: str = ""
    """Orders placed together share it."""
    note: Annotated[str, Field(max_length=2000)] = ""
