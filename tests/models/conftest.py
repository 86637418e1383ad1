"""Card files of our own, and registries that see nothing of this machine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.card import ModelCard
from models.card_files import CardFile, read_card

SMALL_CARD = """
id = "acme/one"
vendor = "Acme"
name = "Acme One"
licence = "free to use"
best_for = "tests"

[sources]
page = { url = "https://example.com/one", seen = 2026-11-01 }

[[modes.start-frame]]
provider = "fal"
endpoint = "acme/one"
inputs.start = { required = true }
durations = { seconds = [4, 6, 8] }
rates = [24]
aspects = ["16:9", "9:16"]
resolutions.720p = { short_side = 720 }
resolutions.1080p = { short_side = 1080 }
audio = "optional"
prompt = { negative = true }
seed = "accepted"
arguments.prompt = { take = "prompt" }
arguments.image_url = { take = "start" }
source = "page"
price.per = "second"
price.rates = [{ usd = 0.4, when = { audio = true } }, { usd = 0.2 }]
price.source = "page"
"""


@pytest.fixture
def small_card() -> str:
    """The text of a card that is right."""
    return SMALL_CARD


@pytest.fixture
def card_of() -> Callable[[str], ModelCard]:
    """Read a card from its text."""

    def read(text: str) -> ModelCard:
        return read_card(CardFile("acme/one", "acme/one.toml", text))

    return read


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let settings and caches lie in an empty folder, and no key be set."""
    monkeypatch.setenv("SHOTWRIGHT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path / "cache"))
    for variable in ("FAL_KEY", "FAL_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
