"""The page that tells how to add a model is true: its card is followed as a new user would."""

import re
from pathlib import Path

from models.options import ShotFacts, choose
from models.pricing import estimate
from models.registry import Registry
from models.request import Options

PAGE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-model.md"


def test_the_card_of_the_page_works_where_the_page_says(own_folders):
    text = PAGE.read_text(encoding="utf-8")
    (card,) = re.findall(r"```toml card\n(.*?)```", text, flags=re.DOTALL)
    (place,) = re.findall(r"Save it as `([\w./-]+)`", text)
    path = own_folders / "config" / "models" / place
    path.parent.mkdir(parents=True)
    path.write_text(card, encoding="utf-8")
    registry = Registry.discover()
    assert registry.faults == {}
    route = registry.route("dream-2", "start-end", "fal")
    chosen = choose(route, Options(audio=True), ShotFacts(frames=192, rate="24", aspect=16 / 9))
    assert estimate(route, chosen, takes=2).high_usd == 1.92
