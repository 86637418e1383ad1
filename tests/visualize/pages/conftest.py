"""One browser for the tests of a module; after each test the page must have been quiet."""

from collections.abc import Iterator

import pytest

from tests.builders.browser import Browser, open_browser


@pytest.fixture(scope="module")
def shared_browser() -> Iterator[Browser]:
    """Return one browser for the whole module."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def browser(shared_browser: Browser) -> Iterator[Browser]:
    """Return a browser; what the test opens must complain of nothing and ask nobody."""
    yield shared_browser
    assert shared_browser.complaints() == []
    assert shared_browser.requests() == []
