"""The cards we ship, against the providers' own documents and published prices."""

import json
import re
from importlib.resources import files

import pytest

from models.arguments import arguments
from models.card import Argument, ModelCard, Route
from models.card_files import card_files, read_card
from models.errors import OptionError
from models.modes import Mode
from models.options import ShotFacts, choose, snap
from models.pricing import estimate
from models.registry import Registry
from models.request import Chosen, Media, Options, Request

CARDS = {file.id: read_card(file) for file in card_files(files("models.cards"))}
ROUTES = [
    pytest.param(card, mode, route, id=f"{card.id}-{mode}-{route.provider}")
    for card in CARDS.values()
    for mode, routes in card.modes.items()
    for route in routes
]
WIDE = 16 / 9


def test_every_file_holds_a_card_and_the_registry_finds_them_all():
    assert set(CARDS) <= set(Registry.discover().cards)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Veo 3.1", "google/veo-3.1"),
        ("Veo 3.1 Fast", "google/veo-3.1-fast"),
        ("Kling 2.0 Master", "kling/kling-2.0-master"),
        ("Kling 2.1 Standard", "kling/kling-2.1-standard"),
        ("Kling 2.1 Pro", "kling/kling-2.1-pro"),
        ("Kling 2.1 Master", "kling/kling-2.1-master"),
        ("Kling 2.5 Turbo", "kling/kling-2.5-turbo"),
        ("Kling 2.6 Pro", "kling/kling-2.6-pro"),
        ("Kling 3 Standard", "kling/kling-3-standard"),
        ("Kling 3 Pro", "kling/kling-3-pro"),
        ("Luma Ray 3", "luma/ray-3"),
        ("Luma Ray 3.14", "luma/ray-3.14"),
        ("Seedance 2.0", "bytedance/seedance-2.0"),
        ("Runway Gen 4.5", "runway/gen-4.5"),
        ("PixVerse 5.5", "pixverse/pixverse-5.5"),
    ],
)
def test_the_models_a_director_knows_are_there_under_their_names(name, id_):
    assert CARDS[id_].name == name


def test_luma_s_names_say_what_runs_instead():
    for id_ in ("luma/ray-3", "luma/ray-3.14"):
        assert "ray-3.2" in CARDS[id_].note
        assert all("3.2" in r.endpoint for rs in CARDS[id_].modes.values() for r in rs)


def test_a_model_that_ends_names_one_that_runs():
    ending = [card for card in CARDS.values() if card.status != "active"]
    assert {"openai/sora-2", "google/imagen-4", "runway/aleph"} <= {card.id for card in ending}
    for card in ending:
        assert card.successor in CARDS, card.id
        assert CARDS[card.successor].status == "active"
        assert set(card.modes) <= set(CARDS[card.successor].modes), card.id


def test_what_is_not_confirmed_says_so():
    third_parties = ("generative-media-skills", "inference.sh", "keigit", "openai-hk", "laozhang")
    for card in CARDS.values():
        for source in card.sources.values():
            assert source.url.startswith(("https://", "docs/"))
            if any(name in source.url for name in third_parties):
                assert not source.confirmed, (card.id, source.url)


def named(route: Route, slot: str) -> str | None:
    """Return the name of the argument that takes a slot."""
    found = (
        name
        for name, argument in route.arguments.items()
        if isinstance(argument, Argument) and argument.take == slot
    )
    return next(found, None)


@pytest.mark.parametrize(
    ("id_", "mode", "start", "end", "audio"),
    [
        ("google/veo-3.1", "start-frame", "image_url", None, "generate_audio"),
        ("google/veo-3.1", "start-end", "first_frame_url", "last_frame_url", "generate_audio"),
        ("kling/kling-2.0-master", "start-frame", "image_url", None, None),
        ("kling/kling-2.1-standard", "start-frame", "image_url", None, None),
        ("kling/kling-2.1-master", "start-frame", "image_url", None, None),
        ("kling/kling-2.1-pro", "start-end", "image_url", "tail_image_url", None),
        ("kling/kling-2.5-turbo", "start-end", "image_url", "tail_image_url", None),
        ("kling/kling-2.6-pro", "start-end", "start_image_url", "end_image_url", "generate_audio"),
        ("kling/kling-3-pro", "start-end", "start_image_url", "end_image_url", "generate_audio"),
        ("kling/kling-3-turbo", "start-frame", "image_url", None, None),
        ("bytedance/seedance-2.0", "start-end", "image_url", "end_image_url", "generate_audio"),
        ("bytedance/seedance-1.5-pro", "start-end", "image_url", "end_image_url", "generate_audio"),
        ("luma/ray-3.2", "start-end", "image_url", "end_image_url", None),
        ("luma/ray-2", "start-end", "image_url", "end_image_url", None),
        ("pixverse/pixverse-5.5", "start-frame", "image_url", None, "generate_audio_switch"),
        ("pixverse/pixverse-5.5", "start-end", "first_image_url", "end_image_url",
         "generate_audio_switch"),
        ("wan/wan-2.1-flf2v", "start-end", "start_image_url", "end_image_url", None),
        ("wan/wan-2.2-i2v", "start-end", "image_url", "end_image_url", None),
        ("wan/wan-2.1-vace", "from-animation", "first_frame_url", "last_frame_url", None),
        ("lightricks/ltx-2.3", "start-end", "image_url", "end_image_url", "generate_audio"),
    ],
)  # fmt: skip
def test_fal_s_field_names_are_those_of_its_types(id_, mode, start, end, audio):
    route = CARDS[id_].modes[Mode(mode)][0]
    assert route.provider == "fal"
    assert (named(route, "start"), named(route, "end")) == (start, end)
    assert named(route, "audio") == audio


@pytest.mark.parametrize(
    ("id_", "mode", "written"),
    [
        ("google/veo-3.1", "start-frame", "8s"),
        ("luma/ray-3.2", "start-frame", "5s"),
        ("luma/ray-2", "start-frame", "9s"),
        ("kling/kling-2.6-pro", "start-frame", "10"),
        ("kling/kling-3-pro", "start-frame", "8"),
        ("bytedance/seedance-2.0", "start-frame", "8"),
        ("pixverse/pixverse-5.5", "start-frame", "8"),
        ("pika/pika-2.2", "start-frame", 10),
        ("lightricks/ltx-2.3", "start-frame", 8),
    ],
)
def test_fal_s_durations_are_of_the_type_each_family_wants(id_, mode, written):
    route = CARDS[id_].modes[Mode(mode)][0]
    seconds = float(re.sub(r"\D", "", str(written)))
    chosen = choose(route, Options(seconds=seconds, fit="trim"), shot(seconds))
    body = arguments(route, request(CARDS[id_], Mode(mode), route, chosen), uploads(route))
    assert body["duration"] == written
    assert type(body["duration"]) is type(written)


@pytest.mark.parametrize(
    ("id_", "mode", "options", "seconds", "usd"),
    [
        ("google/veo-3.1", "start-frame", {"audio": True}, 8, 3.20),
        ("google/veo-3.1", "start-frame", {"audio": False}, 8, 1.60),
        ("google/veo-3.1", "start-end", {"audio": True, "resolution": "4k"}, 4, 2.40),
        ("google/veo-3.1-fast", "start-frame", {"audio": True}, 8, 1.20),
        ("google/veo-3.1-fast", "start-frame", {"resolution": "4k"}, 8, 2.40),
        ("kling/kling-2.1-standard", "start-frame", {}, 5, 0.28),
        ("kling/kling-2.1-standard", "start-frame", {}, 10, 0.56),
        ("kling/kling-2.1-pro", "start-end", {}, 5, 0.49),
        ("kling/kling-2.1-master", "start-frame", {}, 5, 1.40),
        ("kling/kling-2.5-turbo", "start-frame", {}, 5, 0.35),
        ("kling/kling-2.6-pro", "start-frame", {"audio": True}, 10, 1.40),
        ("kling/kling-3-pro", "start-frame", {}, 10, 1.12),
        ("kling/kling-3-pro", "start-frame", {"audio": True}, 10, 1.68),
        ("luma/ray-2", "start-frame", {"resolution": "540p"}, 5, 0.50),
        ("luma/ray-2", "start-frame", {"resolution": "720p"}, 5, 1.00),
        ("luma/ray-2", "start-frame", {"resolution": "1080p"}, 5, 2.00),
        ("bytedance/seedance-2.0", "start-frame", {"resolution": "1080p"}, 5, 3.402),
        ("bytedance/seedance-1.5-pro", "start-frame", {"audio": True}, 5, 0.2592),
        ("pika/pika-2.2", "start-end", {"resolution": "1080p"}, 5, 0.30),
        ("bfl/flux-kontext-max", "image", {}, None, 0.08),
        ("google/gemini-3-pro-image", "image", {"resolution": "4K"}, None, 0.24),
    ],
)
def test_published_prices_come_out(id_, mode, options, seconds, usd):
    route = CARDS[id_].modes[Mode(mode)][0]
    chosen = choose(route, Options(**options), shot(seconds or 1))
    found = estimate(route, chosen)
    assert found.low_usd == pytest.approx(usd, abs=1e-9)
    assert found.high_usd == pytest.approx(usd, abs=1e-9)


@pytest.mark.parametrize(
    ("provider", "id_", "mode", "options", "seconds", "usd"),
    [
        ("luma", "luma/ray-3.2", "start-frame", {"resolution": "540p"}, 5, 0.15),
        ("luma", "luma/ray-3.2", "start-frame", {"resolution": "1080p"}, 5, 1.20),
        ("luma", "luma/ray-3.2", "from-animation", {"resolution": "540p"}, 5, 0.72),
        ("luma", "luma/ray-3.2", "from-animation", {"resolution": "1080p"}, 10, 4.32),
        ("google", "google/veo-3.1", "start-frame", {}, 8, 3.20),
        ("runway", "runway/gen-4.5", "start-frame", {}, 10, 1.20),
        ("ark", "bytedance/seedance-2.0", "start-frame", {}, 5, 0.756),
    ],
)
def test_published_prices_of_the_makers_come_out(provider, id_, mode, options, seconds, usd):
    route = next(r for r in CARDS[id_].modes[Mode(mode)] if r.provider == provider)
    found = estimate(route, choose(route, Options(**options), shot(seconds)))
    assert found.high_usd == pytest.approx(usd, abs=1e-9)


def test_a_range_of_prices_stays_a_range():
    route = CARDS["openai/gpt-image-2"].modes[Mode.IMAGE][0]
    found = estimate(route, choose(route, Options(), shot(1)))
    assert (found.low_usd, found.high_usd) == (0.041, 0.053)


def shot(seconds: float) -> ShotFacts:
    return ShotFacts(frames=round(seconds * 24), rate="24", aspect=WIDE)


def uploads(route: Route) -> dict[str, str]:
    return {f"{slot}.png": f"https://files/{slot}.png" for slot in route.inputs}


def request(card: ModelCard, mode: Mode, route: Route, chosen: Chosen) -> Request:
    needed = [slot for slot, accepted in route.inputs.items() if accepted.required]
    return Request(
        card=card.id,
        mode=mode,
        provider=route.provider,
        endpoint=route.endpoint,
        prompt="a red car in the rain",
        options=chosen,
        media=tuple(
            Media(
                slot=slot,
                path=f"{slot}.png",
                mime="image/png",
                sha256="0" * 64,
                bytes=1,
                width=chosen.width,
                height=chosen.height,
            )
            for slot in needed
        ),
    )


@pytest.mark.parametrize(("card", "mode", "route"), ROUTES)
def test_a_least_request_of_every_route_can_be_chosen_priced_and_written(card, mode, route):
    chosen, _ = snap(route, Options(), shot(6))
    assert choose(route, Options(**snapped(chosen, route)), shot(6)) == chosen
    price = estimate(route, chosen)
    assert price.known == (route.price.per != "unknown") or price.why
    body = arguments(route, request(card, mode, route, chosen), uploads(route))
    sent = json.dumps(body)
    for slot, accepted in route.inputs.items():
        if accepted.required and route.arguments:
            assert f"https://files/{slot}.png" in sent


def snapped(chosen: Chosen, route: Route) -> dict:
    asked = {"seconds": chosen.seconds, "fit": chosen.fit, "aspect": chosen.aspect}
    return asked | {"resolution": chosen.resolution or None, "audio": chosen.audio}


@pytest.mark.parametrize(
    ("card", "mode", "route"), [r for r in ROUTES if r.values[2].workflow is not None]
)
def test_the_arguments_of_a_workflow_are_slots_of_its_graph(card, mode, route):
    graph = json.loads(files("models.workflows").joinpath(f"{route.workflow}.json").read_text())
    assert set(route.arguments) <= set(graph["slots"])
    needed = set(graph["slots"]) - set(graph["optional"]) - {"negative", "prompt"}
    assert needed <= set(route.arguments), (card.id, mode)


def test_an_exact_pass_is_asked_for_where_structure_is_to_hold():
    for id_ in ("wan/wan-2.1-vace", "wan/wan-2.2-vace-fun", "bfl/flux-control-depth"):
        for routes in CARDS[id_].modes.values():
            assert routes[0].inputs["guide"].passes[0] == "depth"
            fixed = {k: v for k, v in routes[0].arguments.items() if k.startswith("preprocess")}
            assert list(fixed.values()) == [False]


def test_no_clip_is_longer_than_its_model_makes():
    with pytest.raises(OptionError, match="3 to 15 s"):
        choose(CARDS["kling/kling-3-pro"].modes[Mode.START_FRAME][0], Options(seconds=16), shot(8))
