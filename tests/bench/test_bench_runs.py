"""The benchmarks run, print one table, and give rows of one shape."""

import json
import sys

import pytest

from bench import __main__ as bench
from bench import evaluate, peer_pyrender, populator

KEYS = {"name", "scene", "value", "unit", "peer", "ratio"}
ROWS = [
    {"name": "fast", "scene": "small", "value": 1.25, "unit": "ms", "peer": None, "ratio": None},
    {"name": "slow", "scene": "large", "value": 9.0, "unit": "s", "peer": "it", "ratio": 2.5},
]


def run(monkeypatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    return bench.main()


def test_a_smoke_run_prints_every_row_and_writes_no_results(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    assert run(monkeypatch, "--smoke", "evaluate") == 0
    printed = capsys.readouterr().out
    for word in ("evaluate", "evaluate_first", "2 skins", "ms"):
        assert word in printed
    assert not (tmp_path / "results.json").exists()


def test_a_whole_run_writes_its_rows_as_json(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(bench, "MODULES", ("evaluate",))
    monkeypatch.setattr(evaluate, "run", lambda *, smoke: ROWS)
    assert run(monkeypatch) == 0
    assert json.loads((tmp_path / "results.json").read_text()) == ROWS
    assert "2.50" in capsys.readouterr().out


def test_rows_have_the_shape_that_readers_expect():
    rows = evaluate.run(smoke=True)
    assert [row["name"] for row in rows] == [
        "evaluate", "evaluate_first", "evaluate_figures", "evaluate_figures_first"
    ]  # fmt: skip
    assert all(set(row) == KEYS and row["value"] > 0 for row in rows)


@pytest.mark.gpu
def test_the_populators_rows_tell_of_compiling_evaluating_and_drawing():
    rows = populator.run(smoke=True)
    assert [row["name"] for row in rows] == [
        "populator_first", "populator_evaluate", "populator_exact4", "populator_beauty"
    ]  # fmt: skip
    assert all(set(row) == KEYS and row["value"] > 0 for row in rows)
    assert all(row["scene"].startswith("40 trees") for row in rows)


@pytest.mark.parametrize(("there", "told"), [(False, True), (True, False)])
def test_it_is_told_when_there_is_no_peer_to_compare_with(monkeypatch, capsys, there, told):
    monkeypatch.setattr(bench, "available", lambda: there)
    assert run(monkeypatch, "--smoke", "evaluate") == 0
    assert ("no pyrender" in capsys.readouterr().err) is told


def test_without_pyrender_it_is_not_available(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrender", None)
    assert not peer_pyrender.available()


def test_an_unknown_benchmark_is_a_mistake_that_names_the_known_ones(monkeypatch, capsys):
    with pytest.raises(SystemExit) as left:
        run(monkeypatch, "speed")
    assert left.value.code == 2
    assert "startup, evaluate, populator, exact" in capsys.readouterr().err
