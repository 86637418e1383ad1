"""GL for the tests, and the rules of their properties.

There is one context; its error flag is checked around every test that uses it. Without GL these
tests fail, so that a broken set-up cannot pass by skipping; set ``SHOTWRIGHT_ALLOW_NO_GL=1`` to
skip them on a machine that is known to have none.

Properties are tried on the same few examples in every run, so that a change that breaks nothing
cannot fail; ``make soak`` tries many new ones each time. A busy machine is no reason to fail.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import moderngl
import pytest
from hypothesis import HealthCheck, settings

from visualize.errors import ContextError
from visualize.render.context import create_context
from visualize.render.renderer import Renderer


def pytest_configure(config: pytest.Config) -> None:
    """Choose how properties are tried, and let no test read or fill the user's model store.

    The driver keeps its compiled shaders where it always does: compiling them takes seconds, and
    every process of the run would begin anew in a cache folder of its own.
    """
    os.environ["SHOTWRIGHT_CACHE"] = "off"
    caches = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    os.environ.setdefault("MESA_SHADER_CACHE_DIR", caches)
    steady = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("suite", derandomize=True, max_examples=40, **steady)
    settings.register_profile("soak", max_examples=400, **steady)
    settings.load_profile("soak" if config.option.markexpr.startswith("soak") else "suite")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put Python's collector on again after the studio's tests, which leave nothing to it."""
    if not gc.isenabled() and "studio" not in item.path.parts:
        gc.collect()
        gc.enable()


@pytest.fixture(scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the cache folder of this run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_folders(
    tmp_path_factory: pytest.TempPathFactory, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the tests out of the user's jobs, settings, keys and caches."""
    here = tmp_path_factory.mktemp("user", numbered=True)
    for name in ("SHOTWRIGHT_STATE", "SHOTWRIGHT_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(here / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(here / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(scope="session")
def shared_context() -> Iterator[moderngl.Context]:
    """Return one context for the whole run."""
    try:
        context = create_context()
    except ContextError:
        if os.environ.get("SHOTWRIGHT_ALLOW_NO_GL") == "1":
            pytest.skip("no GL here, and SHOTWRIGHT_ALLOW_NO_GL=1")
        raise
    yield context
    context.release()


@pytest.fixture(scope="session")
def shared_renderer(shared_context: moderngl.Context) -> Iterator[Renderer]:
    """Return one renderer for the whole run, so that shaders compile once."""
    with Renderer(shared_context) as renderer:
        yield renderer


@pytest.fixture
def gl_context(shared_context: moderngl.Context) -> Iterator[moderngl.Context]:
    """Return the context; the test must leave its error flag clean."""
    with shared_context:
        assert shared_context.error == "GL_NO_ERROR", "the GL error flag was set before the test"
    yield shared_context
    with shared_context:
        assert shared_context.error == "GL_NO_ERROR", "the test left a GL error behind"


@pytest.fixture
def renderer(gl_context: moderngl.Context, shared_renderer: Renderer) -> Renderer:
    """Return a renderer; the test must leave the GL error flag clean."""
    assert gl_context is not None
    return shared_renderer
