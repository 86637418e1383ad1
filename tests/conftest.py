"""GL for the tests, and the rules of their properties.

There is one context; its error flag is checked around every test that uses it. Without GL these
tests fail, so that a broken set-up cannot pass by skipping; set ``SHOTWRIGHT_ALLOW_NO_GL=1`` to
skip them on a machine that is known to have none.

Properties are tried on the same examples in every run, so that a change that breaks nothing cannot
fail; ``make soak`` tries new ones each time. A busy machine is no reason to fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import moderngl
import pytest
from hypothesis import HealthCheck, settings

from visualize.errors import ContextError
from visualize.render.context import create_context
from visualize.render.renderer import Renderer


def pytest_configure(config: pytest.Config) -> None:
    """Choose how properties are tried."""
    steady = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("suite", derandomize=True, **steady)
    settings.register_profile("soak", **steady)
    settings.load_profile("soak" if config.option.markexpr == "soak" else "suite")


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
