"""An installed package with a provider, as a third party ships it: fal's queue on loopback.

Processes that have the folder on ``PYTHONPATH`` find it by its entry point. A user's own card in
the config folder says what it runs.
"""

from __future__ import annotations

from pathlib import Path

from tests.builders.fal_server import ENDPOINT

_MODULE = """
from models.providers.fal import Fal

URL = {url!r}


class Loop(Fal):
    name = "loop"
    key_variables = ("LOOP_KEY",)
    poll_seconds = 0.1

    def __init__(self):
        super().__init__(queue=URL, rest=URL, private=True)


def register(registry):
    registry.add_provider(Loop.name, Loop)
"""

_CARD = f"""
id = "acme/dream"
vendor = "Acme"
name = "Acme Dream"
licence = "terms of Acme"
best_for = "tests"

[sources.own]
url = "https://example.org/dream"
seen = 2026-11-21

[[modes.start-frame]]
provider = "loop"
endpoint = "{ENDPOINT}"
inputs.start.required = true
durations = {{ seconds = [1] }}
follows_image = true
resolutions.144p = {{ short_side = 144 }}
prompt = {{ limit = 400 }}
seed = "accepted"
arguments.prompt = {{ take = "prompt" }}
arguments.image_url = {{ take = "start" }}
arguments.duration = {{ take = "seconds", kind = "text" }}
arguments.seed = {{ take = "seed" }}
price = {{ per = "clip", rates = [{{ usd = 0.4 }}], source = "own" }}
source = "own"
"""


def install(site: Path, config: Path, url: str) -> None:
    """Write the package to ``site`` and the card to the config folder of a user."""
    facts = site / "loop_provider-1.0.dist-info"
    facts.mkdir(parents=True)
    (site / "loop_provider.py").write_text(_MODULE.format(url=url), encoding="utf-8")
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: loop-provider\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(
        "[shotwright.providers]\nloop = loop_provider:register\n"
    )
    card = config / "models" / "acme" / "dream.toml"
    card.parent.mkdir(parents=True)
    card.write_text(_CARD, encoding="utf-8")
