from __future__ import annotations

import pytest
from painted_room import Room, room


@pytest.fixture(scope="session")
def painted() -> Room:
    return room()
