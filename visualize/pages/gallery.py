"""The static gallery: every take of a project as a page that plays from a folder, anywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compose.project import Project
from compose.shot import Shot
from visualize.pages.folder import page_folder
from visualize.pages.gallery_data import Judged, gallery_data
from visualize.pages.gallery_media import put_media
from visualize.pages.shell import INDEX, PLAYER_SCRIPTS, PLAYER_STYLES, Page, write_page
from visualize.previews import PreviewMaker, Previews
from visualize.produce.report import ProgressCallback
from visualize.takes import Row

_SCRIPTS = (
    "gallery_words.js", "gallery_filters.js", "gallery_wall.js", "gallery_fidelity.js",
    "gallery_detail.js", "gallery.js",
)  # fmt: skip


@dataclass(frozen=True)
class GalleryPage:
    """What was written. ``faults`` are the takes without a picture, each with its reason."""

    index: Path
    takes: int
    faults: tuple[tuple[Row, str], ...]


def write_gallery(
    out: Path,
    project: Project,
    rows: Sequence[Row],
    *,
    shots: Iterable[Shot] = (),
    judged: Judged | None = None,
    previews: Previews | None = None,
    full: bool = False,
    progress: ProgressCallback | None = None,
) -> GalleryPage:
    """Write a gallery of takes into a folder: one page and its media, whole or not at all.

    Parameters
    ----------
    out
        The folder; a gallery that was written there before is replaced.
    shots
        In their order on the page, those without takes included. Takes of other shots follow.
    previews
        Where previews are kept for the next time; by default in the user's cache, else nowhere.
    full
        Put the originals beside the page instead of proxies, where browsers play them.

    Raises
    ------
    EncodeError
        When ``out`` holds what is not of a gallery, or the disk refuses.
    """
    with ExitStack() as open_things:
        kept = previews or Previews.in_cache()
        if kept is None:
            kept = Previews(Path(open_things.enter_context(tempfile.TemporaryDirectory())))
        folder = open_things.enter_context(page_folder(out))
        maker = open_things.enter_context(PreviewMaker(kept))
        media = put_media(folder, maker, rows, full=full, progress=progress)
        data = gallery_data(project, rows, shots, judged or Judged(), media)
        write_page(folder, gallery_page(data))
    faults = tuple((row, str(media[row.path]["fault"])) for row in rows if _lacks(media, row))
    return GalleryPage(out / INDEX, len(rows), faults)


def gallery_page(data: Mapping[str, Any]) -> Page:
    """Return the page that shows what ``gallery_data`` returned."""
    return Page(
        title=f"{data['project']}: gallery",
        body="gallery.html",
        styles=(*PLAYER_STYLES, "gallery.css"),
        scripts=(*PLAYER_SCRIPTS, *_SCRIPTS),
        data=data,
    )


def _lacks(media: Mapping[Path, Mapping[str, Any]], row: Row) -> bool:
    return "fault" in media[row.path]
