"""ChannelRow: channels of the node shown, as one row of number fields with a key diamond."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from compose.node import Node
from studio.desk import Desk
from studio.figures.binding import bind_number
from studio.session import Layer
from studio.session.keying import toggle_keys
from studio.session.layers import Standing
from studio.session.session import Edit
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow


class ChannelRow(PropertyRow):
    """A number, or three for X, Y and Z, that can be keyed.

    Parameters
    ----------
    channels
        Names of ``compose.channels``: one or three.
    node
        Returns the node that is shown, ``None`` for none.
    high
        The greatest value; a share goes from 0 to 1.
    otherwise
        As of ``studio.session.layers.standing``.
    """

    def __init__(
        self, desk: Desk, label: str, channels: Sequence[str], node: Callable[[], Node | None],
        *, unit: str = "", low: float = -1e9, high: float = 1e9, tip: str = "",
        whose: str = "the figure", otherwise: float | None = None,
    ) -> None:  # fmt: skip
        box = QWidget()
        super().__init__(desk.theme, label, box)
        self._session, self._node = desk.session, node
        self._channels, self._label, self._otherwise = tuple(channels), label, otherwise
        self.fields: list[NumberField] = []
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for channel, letter in zip(channels, "XYZ", strict=False):
            prefix = letter if len(channels) > 1 else ""
            field = NumberField(
                desk.theme, unit=unit, step=0.01, low=low, high=high, prefix=prefix,
                quiet=bool(prefix),
            )  # fmt: skip
            field.setAccessibleName(f"{label} {prefix}".strip())
            bind_number(self._session, field, f"{label} of {whose}", partial(self._to, channel))
            self.fields.append(field)
            row.addWidget(field, 1)
        self.setToolTip(tip)
        self.diamond_clicked.connect(self._toggle)

    def refresh(self) -> None:
        """Show how the channels stand at the playhead."""
        node = self._node()
        if node is None:
            return
        stands = [
            self._session.standing(node.id, channel, self._otherwise) for channel in self._channels
        ]
        for field, stand in zip(self.fields, stands, strict=True):
            if field.scrubbing:
                continue
            field.set_value(None if isinstance(stand.value, tuple) else stand.value)
            field.set_state(_field_state(stand))
        self.set_diamond(_diamond(stands))

    def _to(self, channel: str, value: float) -> Edit | None:
        node = self._node()
        return None if node is None else self._session.writing([(node.id, channel, value)])

    def _toggle(self) -> None:
        node = self._node()
        if node is not None:
            keys = [(node.id, channel) for channel in self._channels]
            toggle_keys(
                self._session, keys, label=f"Key {self._label.lower()} of {node.name}",
                otherwise=self._otherwise,
            )  # fmt: skip


def _field_state(stand: Standing) -> str:
    if stand.driven is Layer.SHOT:
        return "overridden"
    if stand.driven is None:
        return ""
    return "keyed" if stand.keyed_here else "animated"


def _diamond(stands: Sequence[Standing]) -> str:
    """Return the state of several channels together: that of the one most bound."""
    keyed = any(stand.keyed_here for stand in stands)
    if any(stand.driven is Layer.SHOT for stand in stands):
        return "overridden" if keyed else "overridden-between"
    if any(stand.driven is not None for stand in stands):
        return "keyed" if keyed else "animated"
    return ""
