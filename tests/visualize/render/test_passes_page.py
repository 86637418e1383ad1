"""``docs/passes.md`` says of every pass what the table says, and names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visualize.render.passes import PASSES

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "passes.md").read_text(encoding="utf-8")


def rows() -> dict[str, list[str]]:
    """Return the cells of the page's first table by the name of the pass."""
    table = PAGE.split("| pass |", 1)[1].split("\n\n", 1)[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {cells[0].strip("`"): cells[1:] for cells in lines if cells[0].startswith("`")}


def test_the_page_lists_the_passes_in_the_tables_order() -> None:
    assert list(rows()) == list(PASSES)


@pytest.mark.parametrize("name", PASSES)
def test_the_page_says_of_a_pass_what_the_table_says(name: str) -> None:
    entry = PASSES[name]
    kind, array, dtype, unit, clear = rows()[name]
    shape = "(H, W)" if entry.channels == 1 else f"(H, W, {entry.channels})"
    assert (kind, array, dtype, unit) == (entry.kind, shape, entry.dtype, entry.unit)
    if entry.clear:
        assert clear == " ".join(f"{value:g}" for value in entry.clear)


@pytest.mark.parametrize("name", PASSES)
def test_the_page_explains_every_pass(name: str) -> None:
    assert f"**{name}**" in PAGE or f"`{name}`" in PAGE.split("## Samples", 1)[1]


def test_tests_and_links_on_the_page_exist() -> None:
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"`(test_\w+\.py)`", PAGE)) <= tests
    for link in re.findall(r"\]\((\S+?)\)", PAGE):
        assert (ROOT / "docs" / link).is_file(), link
