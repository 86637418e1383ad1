"""Outlines are found whatever a picture is painted like, and missed where things are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.builders.degraded_clips import edged, mirrored, recoloured, with_stranger
from tests.builders.layered_shot import CARDS, LayeredShot, watched
from visualize.compare.anchors import AnchorMeter
from visualize.compare.outlines import Outlines, edges_of
from visualize.compare.structure import StructureMeter
from visualize.compare.things import Things
from visualize.takes.measures import Metric

SHOT = LayeredShot()
FRAMES = range(4)
NAMES = ("Left card", "Middle card", "Right card")
THINGS = Things(NAMES, {card.number: row for row, card in enumerate(CARDS)})


def measured(clip: list[np.ndarray]) -> tuple[dict[str, Metric], list[str]]:
    outlines = Outlines(THINGS.of_id)
    meters = (StructureMeter(outlines, THINGS), AnchorMeter(outlines))
    watched(SHOT, clip, *meters)
    findings = [meter.finish() for meter in meters]
    metrics = {metric.name: metric for one in findings for metric in one.metrics}
    return metrics, [remark.text for one in findings for remark in one.remarks]


@pytest.fixture(scope="module")
def own() -> list[np.ndarray]:
    return SHOT.clip(FRAMES)


def test_our_own_picture_agrees_with_itself_wholly(own):
    metrics, remarks = measured(own)
    for name in ("structure", "edges", "silhouettes", "objects", "start", "end"):
        assert metrics[name].score == 100.0, name
    assert remarks == []


@pytest.mark.parametrize("restyle", [recoloured, edged, lambda clip: [255 - f for f in clip]])
def test_another_style_of_the_same_shapes_keeps_its_structure(own, restyle):
    metrics, _ = measured(restyle(own))
    assert metrics["structure"].score > 90.0
    assert metrics["start"].score > 90.0


def test_a_mirrored_take_has_its_things_elsewhere(own):
    metrics, remarks = measured(mirrored(own))
    assert metrics["edges"].score < 25.0
    assert metrics["start"].score < 25.0
    assert "things stand elsewhere than in the shot" in remarks
    assert not any("missing" in text for text in remarks), "nothing is said to be lost there"


@pytest.mark.parametrize("row", range(3))
def test_a_thing_left_out_is_named(row):
    metrics, remarks = measured(SHOT.clip(FRAMES, without=CARDS[row].number))
    assert f"{NAMES[row]} is missing" in remarks
    assert metrics["objects"].note == NAMES[row]
    assert metrics["objects"].score < 60.0
    assert not any(name in text for name in set(NAMES) - {NAMES[row]} for text in remarks)


def test_a_thing_that_moved_elsewhere_is_not_called_missing():
    far = LayeredShot(tuple(card if card.number != 12 else card.__class__(
        12, (150.0, 60.0), card.size, card.speed, card.depth) for card in CARDS))  # fmt: skip
    metrics, _ = measured(far.clip(FRAMES))
    assert metrics["silhouettes"].details["Middle card"] < 0.5
    assert metrics["silhouettes"].details["Left card"] > 0.6


def test_noise_agrees_by_chance_only():
    random = np.random.default_rng(4)
    clip = [random.integers(0, 255, (288, 512, 3), np.uint8) for _ in FRAMES]
    metrics, _ = measured([cv2.GaussianBlur(frame, (0, 0), 2.0) for frame in clip])
    assert metrics["edges"].value < 0.08


def test_a_shifted_start_is_told_by_how_much(own):
    matrix = np.array([[1.0, 0.0, 26.0], [0.0, 1.0, -12.0]])  # 5 % of the width, 4 % of the height
    moved = [cv2.warpAffine(frame, matrix, (512, 288), borderMode=cv2.BORDER_REFLECT)
             for frame in own]  # fmt: skip
    metrics, remarks = measured(moved)
    assert metrics["start"].details["shift_x"] == pytest.approx(26 / 512, abs=0.006)
    assert metrics["start"].details["shift_y"] == pytest.approx(-12 / 288, abs=0.008)
    assert "start frame lies 5 % right and 4 % up of where it should" in remarks


def test_something_added_on_a_plain_place_is_found():
    from tests.builders.layered_shot import Card  # a plain wall: nothing painted on it

    bare = LayeredShot((Card(11, (60.0, 60.0), (90, 150)), Card(12, (200.0, 90.0), (60, 120))))
    plain = [np.where(frame["id"][..., None] == 7, 120, frame["beauty"]).astype(np.uint8)
             for frame in map(bare.frame, FRAMES)]  # fmt: skip

    class Plain(LayeredShot):
        def picture(self, index: float, *, without: int | None = None) -> np.ndarray:
            return plain[round(index)]

    outlines = Outlines(THINGS.of_id)
    scores = []
    for clip in (plain, with_stranger(plain, side=0.3, centre=(0.75, 0.45))):
        meter = StructureMeter(outlines, THINGS)
        watched(Plain(bare.cards), clip, meter)
        found = meter.finish()
        scores.append(next(m.score for m in found.metrics if m.name == "objects"))
    assert scores[0] == 100.0
    assert scores[1] < 85.0
    assert [r.text for r in found.remarks] == ["something that the shot does not have on the right"]


def test_an_edge_says_its_direction_and_not_its_side():
    ramp = np.zeros((64, 64, 3), np.uint8)
    ramp[:, 32:] = 200
    one, other = edges_of(ramp).field[16], edges_of(255 - ramp).field[16]
    np.testing.assert_allclose(one, other, atol=1e-5)
    at = np.abs(one).argmax()
    assert one[at].real > 0.4, "a vertical edge: twice the angle 0"
    turned = edges_of(np.ascontiguousarray(ramp.transpose(1, 0, 2))).field[:, 16]
    assert turned[at].real < -0.4, "a horizontal edge: twice the angle 90"
