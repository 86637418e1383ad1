"""The gallery's benchmark asks queries that find something, and gives rows of one shape."""

from pathlib import Path

from bench import gallery
from visualize.takes.gallery import Gallery

KEYS = {"name", "scene", "value", "unit", "peer", "ratio"}


def test_rows_tell_of_queries_rating_and_opening_for_each_size():
    rows = gallery.run(smoke=True)
    assert [row["name"] for row in rows[:6]] == [
        "gallery_query", "gallery_query_worst", "gallery_query_word", "gallery_rate",
        "gallery_open", "gallery_first_query",
    ]  # fmt: skip
    assert [row["scene"] for row in rows[::6]] == ["30 takes", "300 takes"]
    assert all(set(row) == KEYS and row["value"] > 0 for row in rows)


def test_every_query_but_one_finds_takes(tmp_path: Path):
    gallery._write(tmp_path / "takes", 1000)
    with Gallery(tmp_path, index_folder=tmp_path / "index") as opened:
        found = {name: opened.query(query).total for name, query in gallery._asked(1000).items()}
    assert found.pop("all") == 1000
    assert found.pop("no such word") == 0
    assert [name for name, total in found.items() if total == 0] == []
