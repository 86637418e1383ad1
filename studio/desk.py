"""Desk: what every panel is given, so that no panel looks for anything by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from studio.commands import Commands
from studio.drawing import Drawing
from studio.job_watch import JobWatch
from studio.session import Session
from studio.settings import Settings
from studio.shelf import Shelf
from studio.theme import Theme
from studio.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The open project and the means to work on it.

    ``drawing`` renders pictures of the scene in a thread of its own; ``work`` runs other slow
    things (reading, pricing, prompts) off the window's thread; ``jobs`` and ``shelf`` are the
    project's jobs and takes.
    """

    session: Session
    theme: Theme
    commands: Commands
    settings: Settings
    drawing: Drawing
    work: Work
    jobs: JobWatch
    shelf: Shelf

    @classmethod
    def of(cls, session: Session, theme: Theme, settings: Settings, drawing: Drawing) -> Self:
        """Return a desk around a session."""
        jobs, work = JobWatch(session), Work()
        return cls(
            session=session,
            theme=theme,
            commands=Commands(theme, settings.preferences.shortcuts),
            settings=settings,
            drawing=drawing,
            work=work,
            jobs=jobs,
            shelf=Shelf(session, jobs, work),
        )

    def close(self) -> None:
        """End the threads and close the stores. The window is gone by then."""
        self.work.close()
        self.shelf.close()
        self.jobs.close()
        self.drawing.close()
