"""The pages of the window by mode; each is imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.visualize_mode.announcing import Announcing

if TYPE_CHECKING:
    from studio.window.window import Window


def announce(desk: Desk, window: Window) -> Announcing:
    """Tell of jobs that ended, in every mode; return what tells."""
    announcing = Announcing(desk, window)
    announcing.play.connect(lambda take: _show_take(window, take))
    announcing.compare.connect(lambda shot: _compare(window, shot))
    return announcing


def make_page(mode: str, desk: Desk, window: Window) -> QWidget:
    """Return the page of a mode, connected to the others through the window."""
    makers = {
        "projects": _projects,
        "compose": _compose,
        "visualize": _visualize,
        "gallery": _gallery,
    }
    return makers[mode](desk, window)


def _projects(desk: Desk, window: Window) -> QWidget:
    from studio.window.projects_page import ProjectsPage

    page = ProjectsPage(desk)
    page.chosen.connect(lambda folder: window.try_to(lambda: window.open(folder)))
    return page


def _compose(desk: Desk, window: Window) -> QWidget:
    from studio.compose_mode.page import ComposePage

    page = ComposePage(desk)
    page.viewport.hint_changed.connect(
        lambda hints, dragging: window.status_bar.show_tool(hints, dragging=dragging)
    )
    return page


def _visualize(desk: Desk, window: Window) -> QWidget:
    from studio.visualize_mode.page import VisualizePage

    page = VisualizePage(desk)
    page.play_take.connect(lambda take: _show_take(window, take))
    page.compare_shot.connect(lambda shot: _compare(window, shot))

    def name_models() -> None:
        if page.asking.answer is not None:
            window.announcing.names = page.asking.answer.names

    page.asking.judged.connect(name_models)
    return page


def _gallery(desk: Desk, window: Window) -> QWidget:
    from studio.gallery_mode.page import GalleryPage

    page = GalleryPage(desk)
    page.open_shot.connect(lambda shot: _visualize_shot(window, shot))
    page.use_settings.connect(lambda take: _use_settings(window, take))
    return page


def _show_take(window: Window, take: str) -> None:
    window.show_mode("gallery")
    window.page("gallery").show_take(take)  # type: ignore[attr-defined]


def _compare(window: Window, shot: str) -> None:
    window.show_mode("gallery")
    window.page("gallery").compare_shot(shot)  # type: ignore[attr-defined]


def _visualize_shot(window: Window, shot: str) -> None:
    window.desk.session.look_at_shot(shot)
    window.show_mode("visualize")


def _use_settings(window: Window, take: str) -> None:
    window.show_mode("visualize")
    window.page("visualize").use_settings_of(take)  # type: ignore[attr-defined]
