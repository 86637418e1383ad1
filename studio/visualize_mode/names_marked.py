"""NamesMarked: underlines the names of figures of the scene where a prompt says them."""

from __future__ import annotations

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from compose.payload import Figure
from studio.desk import Desk


class NamesMarked(QSyntaxHighlighter):
    """Marks who is in the scene, so that a name with no one behind it stands out."""

    def __init__(self, desk: Desk, document: QTextDocument) -> None:
        super().__init__(document)
        self._session = desk.session
        self._names: re.Pattern[str] | None = None
        self._look = QTextCharFormat()
        self._look.setUnderlineColor(desk.theme.color("tungsten"))
        self._look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)

    def set_names(self) -> None:
        """Take the names of the figures that are in the scene now."""
        scene = self._session.scene
        nodes = () if scene is None else scene.nodes
        names = sorted(
            {node.name for node in nodes if isinstance(node.payload, Figure) and node.name},
            key=len, reverse=True,
        )  # fmt: skip
        some = "|".join(map(re.escape, names))
        self._names = re.compile(rf"\b(?:{some})\b") if some else None
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Underline the names of a paragraph."""
        if self._names is not None:
            for found in self._names.finditer(text):
                self.setFormat(found.start(), found.end() - found.start(), self._look)
