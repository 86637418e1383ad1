"""Draw the manual's pictures beside this script: ``python -m docs.pictures.make [FOLDER]``.

Everything comes out of the public functions of ``compose`` and ``visualize``; on one driver the
same pictures come out again, to the byte. The page is shown by Chromium, as in the tests.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import av
from PIL import Image, ImageDraw, ImageFont

from compose import Project, evaluate, legend, load_project
from models.modes import Mode
from models.registry import Registry
from models.request import Options
from tests.builders.browser import open_browser
from visualize import PASSES, RenderOptions, contact_sheet, save_frames
from visualize.brief import Wish, place_orders
from visualize.compare.measure import measure_takes
from visualize.compare.showing import compared
from visualize.jobs.places import freeze
from visualize.jobs.store import JobStore
from visualize.jobs.waiting import wait
from visualize.pages.compare import write_compare_page
from visualize.takes import Gallery

HERE = Path(__file__).parent
SCENES = HERE.parents[1] / "scenes"
STREET = SCENES / "street"

SHOT, FRAME = "020", 131
LOOKS = ("beauty", "clay", "wire", "depth")
MASKED = ("Courier car", "Mara")
"""The nodes that ``mask`` cuts out."""

PRODUCT = (("010", 0), ("020", 119), ("030", 167))
DIALOGUE = ("010", "020", "030", "040")
"""Shots, and the frames of them that show most; a dialogue's are the middles."""

TAKES = (
    (Mode.IMAGE, "local/finish", 0),
    (Mode.START_FRAME, "local/parallax", 24),
    (Mode.START_END, "local/tween", 30),
    (Mode.FROM_ANIMATION, "local/ink", 30),
)
"""Modes, the local models that make them, and the frame of the take that is shown."""

WIDEST = 1600
GROUND, INK = "#101114", "#ECEDEF"
GAP, CAPTION = 6, 24


def main() -> None:
    """Write the pictures of the three samples, of all passes and takes, and the contact sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    folder: Path = parser.parse_args().folder
    project = load_project(STREET)
    names = [name for name in PASSES if name != "beauty_linear"]
    with tempfile.TemporaryDirectory() as scratch:
        stills = _stills(project, names, (960, 540), Path(scratch))
        sheet = contact_sheet(project, Path(scratch))
        with Image.open(sheet) as page:
            _save(_indexed(_narrowed(page.convert("RGB"), WIDEST)), folder / "contact_sheet.png")
    _save(_grid({name: stills[name] for name in LOOKS}, 2, 660), folder / "street.png")
    _save(_grid(stills, 4, 340), folder / "passes.png")
    product, dialogue = load_project(SCENES / "product"), load_project(SCENES / "dialogue")
    middles = [(s, (dialogue.shot(s).start + dialogue.shot(s).end) // 2) for s in DIALOGUE]
    _save(_grid(_moments(product, PRODUCT), 3, 440), folder / "product.png")
    _save(_grid(_moments(dialogue, middles), 2, 660), folder / "dialogue.png")
    with tempfile.TemporaryDirectory() as scratch:
        film = Path(shutil.copytree(SCENES / "dialogue", Path(scratch) / "dialogue"))
        _save(_grid(_takes(film, "050"), 2, 660), folder / "takes.png")
        _save(_comparison(film, "050"), folder / "compare.png")


def _stills(
    project: Project, passes: Iterable[str], size: tuple[int, int], folder: Path
) -> dict[str, Image.Image]:
    """Return one frame of the shot by the name of its pass."""
    passes = tuple(passes)
    ids = [entry["id"] for entry in legend(evaluate(project, project.shot(SHOT), FRAME))
           if entry["name"] in MASKED]  # fmt: skip
    options = RenderOptions(mask_ids=tuple(ids))
    paths = save_frames(
        project, SHOT, (FRAME,), passes=passes, size=size, out=folder, options=options
    )
    drawn = [path for path in paths if path.suffix == ".png"]
    return {name: _opened(path) for name, path in zip(passes, drawn, strict=True)}


def _moments(project: Project, moments: Iterable[tuple[str, int]]) -> dict[str, Image.Image]:
    """Return the beauty of some frames through their lenses, by the label of their shot."""
    options = RenderOptions(depth_of_field=True)
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        for number, frame in moments:
            (path,) = save_frames(
                project, number, (frame,), passes=("beauty",), size=(1280, 720), out=scratch,
                options=options,
            )  # fmt: skip
            found[project.shot(number).label] = _opened(path)
    return found


def _takes(film: Path, number: str) -> dict[str, Image.Image]:
    """Return a frame of a take in each local mode of a shot, which the film keeps."""
    registry, project = Registry.discover(), load_project(film)
    found = {}
    state = film.parent / "state"
    state.mkdir()
    for mode, model, frame in TAKES:
        orders = place_orders(
            project, (project.shot(number),), (model,),
            Wish(mode=mode, options=Options(resolution="480p")), registry,
            freeze=lambda project: freeze(project, state),
        )  # fmt: skip
        with JobStore(state) as store:
            ids = store.place(orders)
        (job,) = wait(ids, lambda _: None, state=state)
        found[f"{mode}: {registry.card(model).name}"] = _frame(Path(job.takes[0]), frame)
    return found


def _comparison(film: Path, number: str) -> Image.Image:
    """Return the page that compares a shot's clips, at a frame in the middle."""
    project = load_project(film)
    shot = project.shot(number)
    with Gallery(film, index_folder=film.parent / "index") as gallery:
        rows = [row for row in gallery.takes(shot=shot.id) if row.take.clip.kind == "video"]
    measures = {one.take: one for one in measure_takes(project, rows)}
    page = write_compare_page(compared(project, shot, rows, measures), film.parent / "page")
    with open_browser() as browser:
        browser.prefer("dark")
        browser.open(page)
        browser.run("page.ensemble.seek(arguments[0])", (shot.end - shot.start) // 2)
        browser.wait("return !page.ensemble.playing && page.ensemble.settled")
        return _opened(browser.shot(film.parent / "page.png"))


def _frame(path: Path, index: int) -> Image.Image:
    """Return one frame of a clip, or a picture."""
    with av.open(str(path)) as clip:
        return next(islice(clip.decode(video=0), index, None)).to_image()


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = round(picture.height * width / picture.width)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _grid(pictures: dict[str, Image.Image], columns: int, width: int) -> Image.Image:
    """Return the pictures in rows, each over its name."""
    cells = {name: _narrowed(picture, width) for name, picture in pictures.items()}
    cell_height = max(cell.height for cell in cells.values()) + CAPTION
    rows = -(-len(cells) // columns)
    size = (columns * (width + GAP) + GAP, rows * (cell_height + GAP) + GAP)
    page = Image.new("RGB", size, GROUND)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(14)
    for number, (name, cell) in enumerate(cells.items()):
        x = GAP + number % columns * (width + GAP)
        y = GAP + number // columns * (cell_height + GAP)
        page.paste(cell, (x, y))
        draw.text((x + 4, y + cell.height + CAPTION // 2), name, INK, font, anchor="lm")
    return page


def _indexed(page: Image.Image) -> Image.Image:
    """Return a page of greys and few colours with a palette of 256: a third of the bytes."""
    return page.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _save(page: Image.Image, path: Path) -> None:
    page.save(path, optimize=True)
    size = path.stat().st_size / 1024
    sys.stdout.write(f"{path}  {page.width}x{page.height}  {size:.0f} KiB\n")


if __name__ == "__main__":
    main()
