"""Browsing: what the wall is to show, kept in step with the gallery, the filter and the scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from studio.desk import Desk
from studio.gallery_mode.filtering import Counts, Filter, Known, State
from studio.gallery_mode.standing import TakesStanding, standing_of
from studio.gallery_mode.take_model import TakeGroup, TakeModel
from studio.gallery_mode.take_words import coming_words, group_words
from studio.listening import listen
from visualize.takes.picks import picks_of
from visualize.takes.query import Facets, Query
from visualize.takes.row import Row

_SETTLE_MS = 600


class Browsing(QObject):
    """The filter and what it finds. It looks at scenes only while it is awake."""

    changed = QtSignal()
    """The model, the counts or the totals are new."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.filter = Filter()
        self.model = TakeModel(self)
        self.counts = Counts()
        self.total, self.cost_usd, self.of = 0, 0.0, 0
        self.standing: TakesStanding | None = None
        self._awake = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._judge)
        self._coming = self._count_coming()
        desk.shelf.changed.connect(self._shelf_changed)
        desk.jobs.changed.connect(self._jobs_changed)
        listen(self, desk.session.project_changed, lambda _: self._project_changed())
        self.refresh()

    def set_awake(self, awake: bool) -> None:
        """Begin to look at scenes, or leave off."""
        self._awake = awake
        if awake:
            self.refresh()
            self._settle.start(0)
        else:
            self._settle.stop()

    def set_filter(self, filter_: Filter) -> None:
        """Show other takes."""
        if filter_ != self.filter:
            self.filter = filter_
            self.refresh()

    def refresh(self) -> None:
        """Ask the gallery again."""
        gallery = self._desk.shelf.gallery
        if gallery is None:
            self.model.show((), frozenset())
            self.counts, self.total, self.cost_usd, self.of = Counts(), 0, 0.0, 0
            self.changed.emit()
            return
        picks = frozenset(picks_of(self._desk.session.project))
        every = gallery.query(Query(limit=0, picks=picks))
        known = self._known(every.facets, picks)
        query = self.filter.query(known)
        found = gallery.query(query)
        self.total, self.cost_usd, self.of = found.total, found.cost_usd, found.of
        self.counts = self._counted(found.facets, query, known)
        self.model.show(self._groups(found.facets, query), picks)
        self.changed.emit()

    # -- inside ----------------------------------------------------------------------------------

    def _known(self, facets: Facets, picks: frozenset[str]) -> Known:
        standing = self.standing or TakesStanding()
        return Known(
            models=tuple(one.value for one in facets.models),
            modes=tuple(one.value for one in facets.modes),
            ids=standing.ids, stale=standing.stale, picks=picks,
        )  # fmt: skip

    def _counted(self, facets: Facets, query: Query, known: Known) -> Counts:
        gallery = self._desk.shelf.gallery
        assert gallery is not None  # asked before
        stale = 0
        if known.stale:
            stale = gallery.query(replace(query, among=known.stale)).total
        ratings = facets.ratings or (0,)
        return Counts(
            states={
                State.PICKED: facets.picked, State.RATED: sum(ratings[1:]),
                State.UNRATED: ratings[0], State.STALE: stale, State.REJECTED: facets.rejected,
            },
            models=tuple((one.value, one.label, one.takes) for one in facets.models),
            modes=tuple((one.value, one.label, one.takes) for one in facets.modes),
            dearest_usd=facets.dearest_usd,
        )  # fmt: skip

    def _groups(self, facets: Facets, query: Query) -> list[TakeGroup]:
        if self.filter.group == "none":
            return [TakeGroup(count=self.total, read=self._reader(query), headed=False)]
        counts = {one.value: one for one in facets.shots}
        groups = []
        for shot in self._desk.session.project.in_sequence():
            one = counts.pop(shot.id, None)
            count = 0 if one is None else one.takes
            if count or self.filter.is_open:
                own = replace(query, shots=(shot.id,))
                words = group_words(count, self._cost(own), picked=shot.pick is not None)
                groups.append(TakeGroup(
                    count=count, read=self._reader(own), shot=shot.id, number=shot.number,
                    name=shot.name, words=words, coming=coming_words(self._coming[shot.id]),
                ))  # fmt: skip
        for value, one in counts.items():
            if one.takes:
                own = replace(query, shots=(value,))
                words = group_words(one.takes, self._cost(own), picked=True)
                groups.append(TakeGroup(
                    count=one.takes, read=self._reader(own), shot=value, name=one.label,
                    words=f"{words} · no longer in the project",
                ))  # fmt: skip
        return groups

    def _cost(self, query: Query) -> float:
        gallery = self._desk.shelf.gallery
        return 0.0 if gallery is None else gallery.query(query).cost_usd

    def _reader(self, query: Query) -> partial[Sequence[Row]]:
        return partial(self._read, query)

    def _read(self, query: Query, offset: int, limit: int) -> Sequence[Row]:
        gallery = self._desk.shelf.gallery
        if gallery is None:
            return ()
        return gallery.query(replace(query, offset=offset, limit=limit)).rows

    def _count_coming(self) -> Counter[str]:
        """Return how many jobs of each shot are not at their end."""
        return Counter(job.shot for job in self._desk.jobs.jobs if not job.settled)

    def _jobs_changed(self) -> None:
        coming = self._count_coming()
        if coming != self._coming:
            self._coming = coming
            self.refresh()

    def _shelf_changed(self) -> None:
        self.refresh()
        if self._awake:
            self._settle.start(_SETTLE_MS)

    def _project_changed(self) -> None:
        if self._awake:
            self.refresh()
            self._settle.start(_SETTLE_MS)

    def _judge(self) -> None:
        project = self._desk.session.project
        if self._awake and project.root is not None:
            make = partial(standing_of, project, project.root)
            self._desk.work.start(make, self._take, self._failed, slot="gallery/standing")

    def _take(self, standing: TakesStanding) -> None:
        self.standing = standing
        self.model.set_reasons(standing.reasons)
        self.refresh()

    def _failed(self, words: str) -> None:
        self._desk.session.tell("What is stale cannot be told", detail=words, kind="warning")
