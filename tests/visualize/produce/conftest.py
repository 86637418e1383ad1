"""The small project and the renderer without GL, as fixtures."""

import pytest
from small_stage import CountingRenderer, small_project

from compose.project import Project


@pytest.fixture
def project() -> Project:
    """Return the small project."""
    return small_project()


@pytest.fixture
def renderer() -> CountingRenderer:
    """Return a renderer without GL."""
    return CountingRenderer()
