"""The manual names files, libraries and functions that there are."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLDERS = ("compose", "visualize", "cli", "scenes", "tests", "bench", "setup", "docs")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_map_of_the_code_names_files_and_folders_that_there_are() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`", text)
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_dotted_name_can_be_imported(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in set(re.findall(r"`((?:compose|visualize)(?:\.\w+)+)(?:\([^`]*)?`", text)):
        found = import_module(name.partition(".")[0])
        dotted = found.__name__
        for part in name.split(".")[1:]:
            dotted += f".{part}"
            found = getattr(found, part) if hasattr(found, part) else import_module(dotted)


def test_every_library_that_is_installed_is_told_of_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)[0]
        assert re.search(rf"\| {name} \||`{name}`\s\(", page), name
    rows = re.findall(r"^\| ([\w-]+) \|", page, flags=re.MULTILINE)
    assert set(rows) - {"library"} <= {re.match(r"[\w-]+", item)[0] for item in wanted}
