"""Picture catalogues: the props of the kit, and the poses of figures, each on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compose.kit import FAMILIES, make_prop
from compose.kit.catalogue import Entry, entry_of, names_in
from compose.kit.holding import is_held
from compose.snapshot import Snapshot
from shotwright import UsageError
from visualize.catalogue_page import TILE_WIDTH, CataloguePage, Tile
from visualize.catalogue_poses import PoseEntry, pose_entries, pose_portraits
from visualize.encode.png import write_png
from visualize.portrait import View, portrait
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.report import ProgressCallback, tell
from visualize.render.options import RenderOptions

LOOKS = ("beauty", "clay", "wire", "lines")

_PROP_HEIGHT, _POSE_HEIGHT = 224, 286
_ANGLES_DEG = {"grip": (64.0, 32.0), "wall": (32.0, 15.0), "ceiling": (32.0, 15.0)}
"""From where a prop is seen by its origin: degrees round from its front, and up."""

_USUAL_DEG = (34.0, 17.0)


def picture_catalogue(
    out: str | Path,
    *,
    names: Sequence[str] | None = None,
    look: str = "beauty",
    scale: int = 1,
    renderer: Draws | None = None,
    progress: ProgressCallback | None = None,
) -> Path:
    """Draw props of the kit as one PNG and return its path.

    Parameters
    ----------
    out
        The PNG, or the folder for ``kit.png``.
    names
        Which props; the whole kit when ``None``. They are grouped by family.
    look
        One of ``LOOKS``.
    scale
        1 is 1920 pixels wide, 2 is 3840.

    Raises
    ------
    NotFoundError
        When a prop is unknown; the nearest names are offered.
    UsageError
        When there is nothing to show, or the look or the scale is not one there is.
    RenderError, EncodeError
        When a picture cannot be drawn or the page not be written.
    """
    chosen = names_in() if names is None else tuple(names)
    _check(len(chosen), look, scale)
    entries = sorted((entry_of(name) for name in chosen), key=lambda e: FAMILIES.index(e.family))
    tiles = [
        Tile(group=entry.family, name=entry.name, left=size_words(entry.size),
             right=_counted(len(entry.parts), "part"))
        for entry in entries
    ]  # fmt: skip
    page = CataloguePage(
        "The kit", _counted(len(tiles), "prop"), tiles, picture_height=_PROP_HEIGHT, scale=scale
    )
    return _painted(
        page, tiles, lambda row: [_prop_portrait(entries[row])], _png(out, "kit.png"),
        title="The kit", height=_PROP_HEIGHT, look=look, scale=scale, renderer=renderer,
        progress=progress,
    )  # fmt: skip


def picture_poses(
    out: str | Path,
    *,
    names: Sequence[str] | None = None,
    look: str = "beauty",
    scale: int = 1,
    renderer: Draws | None = None,
    progress: ProgressCallback | None = None,
) -> Path:
    """Draw poses and hands of figures as one PNG and return its path.

    A pose is seen from front three-quarter and from its left side; a hand from its back and from
    its palm.

    Parameters
    ----------
    out
        The PNG, or the folder for ``poses.png``.
    names
        Which poses and hands; all when ``None``. They are grouped as `compose.figures.pose` does.
    look, scale
        As `picture_catalogue` takes them.

    Raises
    ------
    NotFoundError
        When a name is neither a pose nor a hand; the nearest are offered.
    UsageError, RenderError, EncodeError
        As `picture_catalogue`.
    """
    entries = pose_entries(names)
    _check(len(entries), look, scale)
    tiles = [Tile(group=entry.group, name=entry.name, left=entry.title) for entry in entries]
    page = CataloguePage(
        "Poses", _poses_words(entries), tiles, picture_height=_POSE_HEIGHT, scale=scale
    )
    aspect = _POSE_HEIGHT / (TILE_WIDTH / 2)
    return _painted(
        page, tiles, lambda row: pose_portraits(entries[row], aspect), _png(out, "poses.png"),
        title="Poses", height=_POSE_HEIGHT, look=look, scale=scale, renderer=renderer,
        progress=progress,
    )  # fmt: skip


def prop_view(origin: str) -> View:
    """Return from where a prop with this origin is seen in the catalogue."""
    turn, rise = (float(angle) for angle in np.radians(_ANGLES_DEG.get(origin, _USUAL_DEG)))
    return View(turn=turn, rise=rise, aspect=_PROP_HEIGHT / TILE_WIDTH)


def size_words(size: tuple[float, float, float]) -> str:
    """Return width x height x depth: in metres, or in centimetres for what a hand holds."""
    if max(size) < 1.0:
        return " × ".join(f"{value * 100:.3g}" for value in size) + " cm"
    return " × ".join(f"{value:.2f}" if value < 10 else f"{value:.1f}" for value in size) + " m"


def _check(count: int, look: str, scale: int) -> None:
    if not count or look not in LOOKS or scale not in (1, 2, 3):
        raise UsageError(
            f"A catalogue shows at least one thing, in {', '.join(LOOKS)}, at scale 1 to 3;"
            f" not {count} in {look!r} at scale {scale}."
        )


def _png(out: str | Path, name: str) -> Path:
    path = Path(out)
    return path if path.suffix.lower() == ".png" else path / name


def _painted(
    page: CataloguePage, tiles: Sequence[Tile], views: Callable[[int], Sequence[Snapshot]],
    path: Path, *, title: str, height: int, look: str, scale: int, renderer: Draws | None,
    progress: ProgressCallback | None,
) -> Path:  # fmt: skip
    """Draw the views of every tile side by side, and write the page."""
    options = RenderOptions(samples=8, shadow_map_size=2048)
    with renderer_or_new(renderer) as draws:
        for row, tile in enumerate(tiles):
            snapshots = views(row)
            box = (TILE_WIDTH // len(snapshots) * scale, height * scale)
            drawn = [draws.render(one, (look,), box, options=options)[look] for one in snapshots]
            page.tile(row, _beside(drawn))
            tell(progress, "frames", tile.name, row + 1, len(tiles))
    write_png(path, page.pixels(), srgb=True, text={"Title": title})
    return path


def _beside(pictures: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.uint8]:
    least = min(picture.shape[0] for picture in pictures)
    return np.concatenate([picture[:least] for picture in pictures], axis=1)


def _prop_portrait(entry: Entry) -> Snapshot:
    """Return the portrait of a prop; what a hand holds lies or stands on a table."""
    resting = {"on_table": True} if is_held(entry.name) else {}
    return portrait(make_prop(entry.name, resting), prop_view(entry.origin))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _poses_words(entries: Sequence[PoseEntry]) -> str:
    hands = sum(entry.hand for entry in entries)
    told = [_counted(len(entries) - hands, "pose")] if hands < len(entries) else []
    return ", ".join([*told, *([_counted(hands, "hand")] if hands else [])])
