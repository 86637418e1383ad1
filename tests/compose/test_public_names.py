"""``import compose`` costs nothing, and what it offers is complete, sorted and real."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import compose
import compose.edits
import compose.files

TREE = ast.parse(Path(compose.__file__).read_text())


def test_every_public_name_is_the_one_of_its_module():
    for name, home in compose._HOMES.items():
        assert getattr(compose, name) is getattr(importlib.import_module(home), name)


def in_order(names):
    """Constants, then classes, then functions, as the linter asks."""
    return sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))


def test_names_are_sorted_and_the_same_in_all_three_lists():
    assert compose.__all__ == in_order(compose._HOMES)
    (block,) = (node for node in TREE.body if isinstance(node, ast.If))
    typed = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == compose._HOMES
    assert compose.edits.__all__ == in_order(compose.edits.__all__)
    assert compose.files.__all__ == in_order(compose.files.__all__)


def test_no_public_name_is_hidden_by_a_module_of_the_same_name():
    modules = {module.name for module in pkgutil.iter_modules(compose.__path__)}
    assert not modules & set(compose.__all__)


def test_every_public_name_is_documented():
    undocumented = [
        name
        for name in compose.__all__
        if callable(getattr(compose, name)) and not getattr(compose, name).__doc__
    ]
    assert undocumented == []


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(compose, "Banana")
    assert dir(compose) == sorted(compose.__all__)


def loaded_by(statement):
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_compose_imports_nothing_else():
    assert not loaded_by("import compose") & {"numpy", "pydantic", "PIL", "trimesh"}


def test_loading_a_project_takes_no_numpy():
    statement = "from compose import load_project; from compose.files import save_project"
    assert not loaded_by(statement) & {"numpy", "PIL", "trimesh"}
