"""CompareStage: the pictures of a comparison, side by side or two in one."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPoint
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.gallery_mode.compare_pane import PaneWords
from studio.gallery_mode.comparing import BLOCKING
from studio.gallery_mode.mix_pane import MixPane
from studio.gallery_mode.mix_view import Mix
from studio.gallery_mode.pane_grid import PaneGrid
from studio.gallery_mode.reading_panel import ReadingPanel
from studio.theme import Theme
from visualize.compare.showing import Comparison, Entry
from visualize.compare.showing.words import clock_words, score_words

_BLOCKING_NAME = "3D blocking"
_BEYOND = "No frame here"


class CompareStage(QStackedWidget):
    """Panes with the reading among them, or the mix of two."""

    menu_wanted = QtSignal(str, QPoint)
    """A menu for a pane, by its id, at a point of the screen."""

    def __init__(self, theme: Theme, reading: ReadingPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}
        self._beyond: frozenset[str] = frozenset()
        self._known: tuple[object, ...] = ()
        self.grid = PaneGrid(theme, reading)
        self.mix = MixPane(theme)
        self.addWidget(self.grid)
        self.addWidget(self.mix)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.mix.paired.connect(self._show_pair)

    def show_comparison(
        self, comparison: Comparison, look: str, gate: float, *, blind: bool
    ) -> None:
        """Show the takes, or where ``blind`` nothing but their letters.

        ``gate`` is the width of the shot's picture by its height.
        """
        rate = comparison.project.frame_rate
        words = [(BLOCKING, PaneWords("", _BLOCKING_NAME, f"authored, {look}"))]
        for place, entry in enumerate(comparison.entries):
            id_ = entry.row.take.id
            words.append((id_, _words(entry, place, rate, blind=blind)))
        known = (tuple(words), comparison.shot.id)
        if known != self._known:
            self._known = known
            clips = [entry.row.take.clip for entry in comparison.entries]
            shapes = [clip.width / clip.height for clip in clips]
            self.grid.show_panes(words, (gate, *shapes))
            ids = {id_ for id_, _ in words}
            self._images = {id_: one for id_, one in self._images.items() if id_ in ids}
            self.grid.show_images(self._images)
        self.mix.set_choices([(id_, f"{one.letter}  {one.name}".strip()) for id_, one in words])
        self._show_pair()

    def show_picture(self, id_: str, image: QImage) -> None:
        """Show the picture of a take, or of the blocking, at the frame."""
        self._images[id_] = image
        self.grid.show_images({id_: image})
        if id_ in self.mix.pair:
            self._show_pair()

    def show_trouble(self, id_: str, words: str) -> None:
        """Say why a take has no picture."""
        self._images.pop(id_, None)
        if id_ in self.grid.panes:
            self.grid.panes[id_].view.show_words(words)

    def show_reach(self, id_: str, *, reached: bool) -> None:
        """Say where a take does not reach the frame: its nearest picture stands for it."""
        if id_ in self.grid.panes:
            self.grid.panes[id_].view.set_note("" if reached else _BEYOND)
        if (id_ in self._beyond) is reached:
            self._beyond ^= {id_}
            self._show_pair()

    def show_side_by_side(self) -> None:
        """Show all."""
        self.setCurrentWidget(self.grid)

    def show_mix(self, mix: Mix, pair: tuple[str, str] | None = None) -> None:
        """Show two in one picture; those that are named, else those of before."""
        self.mix.set_mix(mix)
        if pair is not None:
            self.mix.set_pair(*pair)
        self._show_pair()
        self.setCurrentWidget(self.mix)
        self.mix.view.setFocus()

    def _show_pair(self) -> None:
        for side, id_ in zip(("left", "right"), self.mix.pair, strict=True):
            self.mix.view.show_image(side, self._images.get(id_ or BLOCKING, QImage()))  # type: ignore[arg-type]
        notes = [_BEYOND if id_ in self._beyond else "" for id_ in self.mix.pair]
        self.mix.show_names(notes)


def _words(entry: Entry, place: int, rate: Fraction, *, blind: bool) -> PaneWords:
    if blind:
        return PaneWords(entry.letter, "Take", place=place)
    detail = clock_words(entry.clock, rate) + (", no AI" if entry.no_ai else "")
    score = "" if entry.measures is None else score_words(entry.fidelity)
    return PaneWords(entry.letter, entry.name, detail, score, place)
