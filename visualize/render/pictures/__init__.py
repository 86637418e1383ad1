"""The picture passes. What draws them loads GL when it is first named; what plans them does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visualize.render.pictures.table import PICTURES, draw_picture

__all__ = ["PICTURES", "draw_picture"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's __getattr__ returns anything
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from visualize.render.pictures import table

    return getattr(table, name)
