"""The registry: whose cards win, which route runs, and what a broken plug-in may not do."""

import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from models import plugins
from models.card_cache import ParsedCards
from models.card_files import CardFile
from models.errors import CardError, OptionError, ProviderError, UnknownModelError
from models.registry import Registry, refuse_retired


class Tool:
    """A provider that is made and nothing more."""

    key_variables: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.name = "tool"


class Keyed(Tool):
    """One that needs a key."""

    key_variables = ("SHOTWRIGHT_TEST_KEY",)


def own_card(folder: Path, name: str, text: str) -> None:
    path = folder / "config" / "models" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_model_is_found_by_its_id_and_by_its_short_name():
    registry = Registry.discover()
    assert registry.card("google/veo-3.1").name == "Veo 3.1"
    assert registry.card("veo-3.1") is registry.card("google/veo-3.1")


def test_an_unknown_model_offers_the_nearest():
    with pytest.raises(UnknownModelError) as caught:
        Registry.discover().card("google/veo-3.2")
    assert "google/veo-3.1" in caught.value.similar


def test_a_short_name_that_two_models_have_is_no_name(small_card, card_of):
    one = card_of(small_card)
    registry = Registry({"acme/one": one, "other/one": one})
    with pytest.raises(UnknownModelError, match="single model"):
        registry.card("one")


def test_a_user_s_own_card_adds_a_model(own_folders, small_card):
    own_card(own_folders, "acme/one.toml", small_card)
    registry = Registry.discover()
    assert registry.card("one").vendor == "Acme"
    assert registry.card("veo-3.1").vendor == "Google"


def test_a_user_s_own_card_replaces_a_built_in_one(own_folders, small_card):
    own_card(own_folders, "google/veo-3.1.toml", small_card.replace("acme/one", "google/veo-3.1"))
    assert Registry.discover().card("veo-3.1").vendor == "Acme"


def test_a_broken_card_stops_no_other_and_is_never_run_as_the_one_it_replaces(
    own_folders, small_card
):
    own_card(own_folders, "google/veo-3.1.toml", small_card)  # its id is another
    registry = Registry.discover()
    assert registry.card("kling-3-pro")
    assert list(registry.faults) == ["google/veo-3.1"]
    for name in ("google/veo-3.1", "veo-3.1"):
        with pytest.raises(CardError, match="acme/one"):
            registry.card(name)


def test_a_mode_lists_the_models_that_have_it_without_the_retired():
    registry = Registry.discover()
    listed = {card.id for card in registry.for_mode("start-frame")}
    assert "google/veo-3.1" in listed
    assert "openai/sora-2" not in listed
    every = {card.id for card in registry.for_mode("start-frame", include_retired=True)}
    assert every - listed >= {"openai/sora-2", "openai/sora-2-pro"}


def routed(card_of, small_card, *providers: str) -> Registry:
    """Return a registry with one card, whose routes are these providers'."""
    head, bracket, route = small_card.partition("[[modes.start-frame]]")
    text = head + "".join(bracket + route.replace('"fal"', f'"{name}"', 1) for name in providers)
    return Registry({"acme/one": card_of(text)})


def test_the_first_route_whose_provider_is_here_is_preferred(card_of, small_card):
    registry = routed(card_of, small_card, "absent", "tool", "other")
    registry.add_provider("tool", Tool)
    registry.add_provider("other", Tool)
    assert registry.route("one", "start-frame").provider == "tool"
    assert registry.route("one", "start-frame", "other").provider == "other"
    assert registry.route("one", "start-frame", "absent").provider == "absent"


def test_a_route_without_a_provider_says_so_and_which_routes_there_are_instead(card_of, small_card):
    registry = routed(card_of, small_card, "absent", "tool", "other")
    card = registry.card("one")
    assert registry.no_provider(card, "start-frame", "absent") == (
        "No provider for absent is installed, so Acme One cannot run there."
        " It has no other route in the mode start-frame."
    )
    registry.add_provider("tool", Tool)
    registry.add_provider("other", Tool)
    assert registry.no_provider(card, "start-frame", "tool") == ""
    assert registry.no_provider(card, "start-frame", "absent").endswith(
        "Routes you can use: tool, other."
    )


def test_whether_there_is_a_key_is_told_without_the_code_that_talks_to_the_network():
    code = (
        "import sys; from models.registry import Registry;"
        "Registry.discover().has_key('fal'); print('httpx' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_route_whose_provider_has_a_key_is_preferred(card_of, small_card, monkeypatch):
    registry = routed(card_of, small_card, "keyed", "tool")
    registry.add_provider("keyed", Keyed)
    registry.add_provider("tool", Tool)
    monkeypatch.delenv("SHOTWRIGHT_TEST_KEY", raising=False)
    assert registry.route("one", "start-frame").provider == "tool"
    monkeypatch.setenv("SHOTWRIGHT_TEST_KEY", "k")
    assert registry.route("one", "start-frame").provider == "keyed"


def test_a_mode_a_model_does_not_have_names_those_it_has(card_of, small_card):
    with pytest.raises(OptionError) as caught:
        routed(card_of, small_card, "tool").route("one", "image")
    assert caught.value.allowed == ("start-frame",)


def test_a_provider_that_does_not_run_a_model_names_those_that_do(card_of, small_card):
    registry = routed(card_of, small_card, "tool", "other")
    with pytest.raises(OptionError) as caught:
        registry.route("one", "start-frame", "tol")
    assert (caught.value.field, caught.value.allowed) == ("provider", ("tool", "other"))


def test_a_retired_model_is_refused_and_names_its_successor():
    registry = Registry.discover()
    with pytest.raises(OptionError, match=r"2026-09-24.*google/veo-3\.1"):
        refuse_retired(registry.card("sora-2"))
    with pytest.raises(OptionError):
        registry.route("sora-2", "start-frame")


def test_a_job_that_runs_still_finds_the_route_of_a_model_retired_since():
    assert Registry.discover().route("sora-2", "start-frame", "openai").endpoint == "v1/videos"


def test_a_provider_is_made_once(card_of, small_card):
    registry = routed(card_of, small_card, "tool")
    registry.add_provider("tool", Tool)
    assert registry.provider("tool") is registry.provider("tool")


def test_our_own_providers_come_through_the_entry_points_of_everyone():
    registry = Registry.discover()
    assert {"fal", "comfyui", "local"} <= set(registry.provider_names())
    assert registry.provider("fal").name == "fal"
    assert registry.provider("comfyui").name == "comfyui"


def point(value: str) -> EntryPoint:
    return EntryPoint("odd", value, plugins.PROVIDERS)


@pytest.mark.parametrize("value", ["no.such.module:register", "json:no_such", "json:loads"])
def test_a_broken_plug_in_is_named_and_nothing_else_stops(value):
    registry = Registry({}, plugged={"odd": point(value)})
    registry.add_provider("tool", Tool)
    with pytest.raises(ProviderError, match="odd: its plug-in from"):
        registry.provider("odd")
    assert not registry.has_key("odd")
    assert isinstance(registry.faults["odd"], ProviderError)
    assert registry.provider("tool").name == "tool"


def test_a_package_of_cards_that_cannot_be_read_is_named(monkeypatch):
    broken = EntryPoint("gone", "no.such.package", plugins.CARDS)

    look_up = plugins.plugins

    def both(*groups: str) -> tuple[dict[str, EntryPoint], ...]:
        cards, providers = look_up(*groups)
        return cards | {"gone": broken}, providers

    monkeypatch.setattr("models.plugins.plugins", both)
    registry = Registry.discover()
    assert "no.such.package" in str(registry.faults["gone"])
    assert registry.card("veo-3.1")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "[" * 100_000, "\x00\xff"])
def test_a_broken_cache_is_as_good_as_none(tmp_path, text, small_card):
    (tmp_path / "model-cards.json").write_text(text, encoding="latin-1")
    file = CardFile("acme/one", "one.toml", small_card)
    assert json.loads(ParsedCards(tmp_path).json_of(file))["vendor"] == "Acme"


def test_a_cache_that_lies_is_found_out_by_validation(own_folders):
    assert Registry.discover().faults == {}
    path = own_folders / "cache" / "model-cards.json"
    kept = json.loads(path.read_text())
    path.write_text(json.dumps(dict.fromkeys(kept, '{"id": "evil/model"}')))
    registry = Registry.discover()
    assert registry.cards == {}
    assert "google/veo-3.1" in registry.faults


def test_an_edited_card_is_read_anew(own_folders, small_card):
    own_card(own_folders, "acme/one.toml", small_card)
    assert Registry.discover().card("one").vendor == "Acme"
    own_card(own_folders, "acme/one.toml", small_card.replace('"Acme"', '"Ajax"'))
    assert Registry.discover().card("one").vendor == "Ajax"


def test_listing_models_loads_no_network_and_no_gpu():
    code = (
        "import sys; from models.registry import Registry; Registry.discover();"
        "heavy = 'httpx', 'websockets', 'keyring', 'numpy', 'rich';"
        "print([name for name in heavy if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
