"""The table of models is kept ready, and never shows anything but what the cards say now."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CACHED = "model-tables.json"
CARD = """
id = "acme/one"
vendor = "Acme"
name = "Acme One"
licence = "free to use"
best_for = "tests"

[[modes.start-frame]]
provider = "acme-cloud"
endpoint = "one"
durations = { seconds = [4] }
aspects = ["16:9"]
resolutions = { "720p" = { short_side = 720 } }
rates = [24]
price = { per = "second", rates = [{ usd = 0.25 }], source = "page" }
source = "page"

[sources]
page = { url = "https://example.com", seen = 2026-11-01 }
"""


class FixedDay(date):
    """A day that the program takes for today."""

    day = date(2026, 1, 1)

    @classmethod
    def today(cls):
        return cls.day


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def own(folders):
    """The file of a card of the user's own."""
    path = folders / "config" / "models" / "acme" / "one.toml"
    path.parent.mkdir(parents=True)
    path.write_text(CARD)
    return path


@pytest.fixture
def made_anew(shotwright, monkeypatch):
    """List the models without any cache."""

    def run(*arguments):
        with monkeypatch.context() as patch:
            patch.setenv("SHOTWRIGHT_CACHE", "off")
            return shotwright("models", *arguments)

    return run


def row_of(ending, name):
    return next((line for line in ending.out.splitlines() if line.split()[0:1] == [name]), None)


def test_a_kept_table_is_shown_without_what_checks_cards():
    code = (
        "import sys; from cli.main import main; status = main(['models']); "
        "print(status, 'pydantic' in sys.modules, file=sys.stderr)"
    )
    ends = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT,
            timeout=60, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [end.stderr.splitlines()[-1] for end in ends] == ["0 True", "0 False"]
    assert ends[0].stdout == ends[1].stdout != ""


@pytest.mark.parametrize(
    "asked",
    [(), ("--mode", "image"), ("--provider", "local"), ("--all",), ("--mode", "image", "--all")],
)
def test_whatever_is_asked_for_in_turn_is_what_is_shown(shotwright, made_anew, asked):
    for other in ((), ("--mode", "start-end"), asked, asked):
        kept = shotwright("models", *other)
    assert kept.status == 0
    assert kept.out == made_anew(*asked).out


def test_a_changed_card_shows_at_once_even_where_its_file_looks_the_same(shotwright, own):
    assert "$0.25/s" in row_of(shotwright("models"), "one")
    before = own.stat()
    own.write_text(CARD.replace("usd = 0.25", "usd = 0.75"))
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert own.stat().st_size == before.st_size
    assert "$0.75/s" in row_of(shotwright("models"), "one")


def test_a_card_that_comes_or_goes_shows_at_once(shotwright, own, folders):
    assert row_of(shotwright("models"), "one")
    other = folders / "config" / "models" / "other" / "one.toml"
    other.parent.mkdir()
    other.write_text(CARD.replace("acme/one", "other/one"))
    both = shotwright("models")  # neither has a short name of its own now
    assert row_of(both, "acme/one")
    assert row_of(both, "other/one")
    own.unlink()
    assert row_of(shotwright("models"), "one")
    other.unlink()
    assert row_of(shotwright("models"), "one") is None


def test_a_card_in_the_place_of_a_built_in_one_shows_at_once(shotwright, folders):
    built_in = row_of(shotwright("models"), "veo-3.1")
    own = folders / "config" / "models" / "google" / "veo-3.1.toml"
    own.parent.mkdir(parents=True)
    own.write_text(CARD.replace("acme/one", "google/veo-3.1"))
    replaced = row_of(shotwright("models"), "veo-3.1")
    assert "$0.25/s" in replaced
    assert replaced != built_in


def test_a_broken_card_is_warned_of_each_time(shotwright, own):
    own.write_text(CARD.replace("vendor", "vender"))
    for _ in range(2):
        ending = shotwright("models")
        assert (ending.status, row_of(ending, "one")) == (0, None)
        assert "did you mean 'vendor'?" in ending.err


def test_a_model_whose_end_has_come_is_told_so_on_the_day(shotwright, own, monkeypatch):
    ends = 'name = "Acme One"\nstatus = "retiring"\nstatus_date = 2026-06-30\n'
    own.write_text(CARD.replace('name = "Acme One"\n', ends))
    for module in ("model_table", "model_rows"):
        monkeypatch.setattr(f"cli.{module}.date", FixedDay)
    for day, words in [(30, "retiring 2026-06-30"), (31, "past its end 2026-06-30")]:
        FixedDay.day = date(2026, 6, 30) if day == 30 else date(2026, 7, 1)
        assert row_of(shotwright("models"), "one").endswith(words)


def test_an_unknown_provider_is_a_mistake_each_time_and_is_not_kept(shotwright, folders):
    for _ in range(2):
        assert shotwright("models", "--provider", "comfy").status == 2
    assert not (folders / "cache" / CACHED).exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"rows"', '"row"'),
        lambda text: text.replace('["', '[1, "', 1),
        lambda text: text.replace('[["', '["', 1),
        lambda text: text.replace('"warnings": []', '"warnings": [3]'),
    ],
)
def test_a_broken_cache_is_as_good_as_none_and_is_mended(shotwright, folders, spoil):
    whole = shotwright("models")
    path = folders / "cache" / CACHED
    spoiled = spoil(path.read_text())
    path.write_text(spoiled)
    assert shotwright("models").out == whole.out
    assert path.read_text() != spoiled


def test_with_caches_off_nothing_is_kept(made_anew, folders):
    assert made_anew().status == 0
    assert not (folders / "cache").exists()


def test_a_cache_that_cannot_be_written_costs_only_time(shotwright, folders):
    (folders / "cache").write_text("a file where the folder should be")
    assert shotwright("models").status == 0


def test_no_more_tables_are_kept_than_a_few(shotwright, own, folders):
    for price in range(20):
        own.write_text(CARD.replace("0.25", f"0.{price + 10}"))
        assert f"0.{price + 10}/s" in row_of(shotwright("models"), "one")
    assert len(json.loads((folders / "cache" / CACHED).read_text())) <= 12
