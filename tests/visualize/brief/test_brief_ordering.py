"""Orders are checked and priced as a whole before the first of them is placed."""

from datetime import date

import pytest
from PIL import Image

from compose.edits import add_shot
from compose.errors import AssetError
from models.card import Input, ModelCard, Price, Rate, Source
from models.errors import OptionError, UnknownModelError
from models.modes import Mode
from models.registry import Registry
from models.request import Options
from shotwright import UsageError
from tests.visualize.brief.brief_stage import route
from tests.visualize.prompt.prompt_stage import stage, walking
from visualize.brief import Wish, place_orders, plan_orders, shot_facts, shot_traits

PRICE = Price(per="second", rates=(Rate(usd=0.25),), source="own")


def card(name, **modes):
    return ModelCard(
        id=f"test/{name}", vendor="Test", name=name, licence="MIT", best_for="tests",
        sources={"own": Source(url="https://example.org", seen=date(2026, 1, 1))},
        modes={Mode(mode.replace("_", "-")): (made,) for mode, made in modes.items()},
    )  # fmt: skip


START = {"start": Input(required=True)}
CLAY = {"guide": Input(required=True, passes=("clay",), formats=("mp4",))}
DEPTH = {"guide": Input(required=True, passes=("depth",), formats=("mp4",))}


@pytest.fixture
def registry():
    cards = (
        card("plain", start_frame=route(START, price=PRICE)),
        card("seeded", start_frame=route(START, price=PRICE, seed="accepted")),
        card("clay", from_animation=route(CLAY)),
        card("depth", from_animation=route(DEPTH)),
        card("secret", start_frame=route(START, price=Price(per="unknown"))),
        card("gone", start_frame=route(START)).model_copy(
            update={"status": "retired", "status_date": date(2026, 1, 1)}
        ),
    )
    return Registry({one.id: one for one in cards})


@pytest.fixture
def project(tmp_path):
    made = stage()
    made = add_shot(made, "Old harbour", "Camera", name="long", start=0, end=24 * 12, number="020")
    return made.replace(root=tmp_path)


class Frozen:
    """Counts how often a project was frozen."""

    def __init__(self):
        self.count = 0

    def __call__(self, project):
        self.count += 1
        return "/frozen"


def test_each_shot_model_and_take_is_an_order_of_one_batch_with_its_own_price(project, registry):
    frozen = Frozen()
    orders = place_orders(
        project, project.shots[:1], ["plain", "seeded"], Wish(mode="start-frame", takes=3),
        registry, freeze=frozen,
    )  # fmt: skip
    assert [o.model for o in orders] == ["test/plain"] * 3 + ["test/seeded"] * 3
    assert frozen.count == 1
    assert len({o.batch for o in orders}) == 1
    assert {o.estimate.high_usd for o in orders} == {0.5}  # 48 frames at 24 are 2 s
    assert {o.frozen for o in orders} == {"/frozen"}


def test_further_takes_have_further_seeds(project, registry):
    wish = Wish(mode="start-frame", takes=3, options=Options(seed=7))
    orders = place_orders(
        project, project.shots[:1], ["seeded"], wish, registry, freeze=Frozen()
    )  # fmt: skip
    assert [o.options.seed for o in orders] == [7, 8, 9]


@pytest.mark.parametrize(
    ("models", "fields", "error", "words"),
    [(["plain", "none"], {}, UnknownModelError, "none"),
     (["plain"], {"options": Options(seed=1)}, OptionError, "010 test, plain: .*seed"),
     (["seeded", "plain"], {"options": Options(seed=1)}, OptionError, "plain"),
     (["clay"], {}, OptionError, "test/plain"),
     (["plain"], {"takes": 0}, UsageError, "1 to"),
     ([], {}, UsageError, "at least one")],
)  # fmt: skip
def test_one_thing_wrong_and_nothing_is_frozen_or_ordered(
    project, registry, models, fields, error, words
):
    frozen = Frozen()
    wish = Wish(mode="start-frame", **fields)
    with pytest.raises(error, match=words):
        place_orders(project, project.shots[:1], models, wish, registry, freeze=frozen)
    assert frozen.count == 0


def test_a_shot_too_long_refuses_the_whole_batch_until_a_fit_says_how(project, registry):
    wish = Wish(mode="start-frame")
    with pytest.raises(OptionError, match=r"020 long.*trim"):
        plan_orders(project, project.shots, ["plain"], wish, registry)
    retimed = wish.model_copy(update={"options": Options(fit="retime")})
    planned = plan_orders(project, project.shots, ["plain"], retimed, registry)
    assert [plan.chosen.seconds for plan in planned] == [2.0, 10.0]
    snapped = plan_orders(
        project, project.shots[1:], ["plain"], wish.model_copy(update={"snap": True}), registry
    )
    assert snapped[0].changes
    again = wish.model_copy(update={"options": snapped[0].order.options})
    assert plan_orders(project, project.shots[1:], ["plain"], again, registry)[0].chosen == (
        snapped[0].chosen
    )


def test_a_guide_that_a_model_does_not_eat_is_refused_with_the_models_that_do(project, registry):
    wish = Wish(mode="from-animation", options=Options(guide="depth"))
    with pytest.raises(OptionError, match=r"clay.*test/depth"):
        plan_orders(project, project.shots[:1], ["clay"], wish, registry)


def test_an_unknown_price_stays_unknown(project, registry):
    (plan,) = plan_orders(
        project, project.shots[:1], ["secret"], Wish(mode="start-frame"), registry
    )  # fmt: skip
    assert (plan.order.estimate.low_usd, plan.order.estimate.high_usd) == (None, None)


def test_an_own_picture_is_read_before_anything_is_ordered(project, registry, tmp_path):
    Image.new("RGB", (8, 8)).save(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes(b"not a picture")
    wish = Wish(mode="start-frame", start=tmp_path / "good.png")
    (plan,) = plan_orders(project, project.shots[:1], ["plain"], wish, registry)
    assert plan.order.start == str(tmp_path / "good.png")
    bad = wish.model_copy(update={"start": tmp_path / "bad.png"})
    with pytest.raises(AssetError, match=r"bad\.png"):
        plan_orders(project, project.shots[:1], ["plain"], bad, registry)


def test_a_direct_clip_is_free_and_takes_no_options_of_models(project, registry):
    wish = Wish(mode="direct")
    (plan,) = plan_orders(project, project.shots[:1], ["wire"], wish, registry)
    assert plan.order.estimate.high_usd == 0.0
    assert plan.chosen.frames == 48
    for models, options in ((["depth"], Options()), (["wire"], Options(seed=1))):
        with pytest.raises(OptionError):
            plan_orders(
                project, project.shots[:1], models, Wish(mode="direct", options=options), registry
            )


def test_facts_and_traits_of_a_shot_are_those_of_its_scene():
    project = walking(stage(gate="2.39"), "Anna", -1.2, 1.2)
    facts = shot_facts(project, project.shots[0])
    assert (facts.frames, facts.seconds) == (48, 2)
    assert facts.aspect == pytest.approx(2.39, rel=1e-3)
    traits = shot_traits(project, project.shots[0])
    assert (traits.figures, traits.moving_figures) == (1, 1)
    assert traits.subject_speed == pytest.approx(2.4 / 2.0, rel=0.05)
    assert traits.camera_speed == 0.0
    assert not traits.portrait


@pytest.mark.parametrize("provider", ["", "fal"])
def test_a_retired_model_is_not_ordered_even_from_a_provider_by_name(project, registry, provider):
    wish = Wish(mode=Mode.START_FRAME, options=Options(fit="trim"), provider=provider)
    with pytest.raises(OptionError, match="gone was retired on 2026-01-01"):
        plan_orders(project, [project.shots[0]], ["gone"], wish, registry)
