"""Words over the takes of a shot."""

import pytest

from studio.gallery_mode.take_words import coming_words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, ""), (1, "1 take on its way"), (3, "3 takes on their way")],
)
def test_takes_that_are_being_made_are_counted(count, words) -> None:
    assert coming_words(count) == words
