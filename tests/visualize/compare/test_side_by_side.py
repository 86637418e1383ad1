"""Takes measured by several threads at once come to what they come to one after another."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import pytest

from compose.moves import MoveAnalysis, analyse_motion
from compose.moves.motion import CameraMotion
from tests.builders.degraded_clips import boiling, recoloured
from tests.builders.layered_shot import CARDS, HEIGHT, WALL, WIDTH, LayeredShot
from visualize.compare.alignment import AlignmentMeter, OwnCourse
from visualize.compare.anchors import AnchorMeter
from visualize.compare.flow import FlowFinder, evened
from visualize.compare.footage import Footage, Watched
from visualize.compare.meter import Findings, Meter, Moment, Step
from visualize.compare.motion.cast import Actor, Cast
from visualize.compare.motion.fidelity import MotionFidelity
from visualize.compare.motion.staging import Staging
from visualize.compare.outlines import Outlines
from visualize.compare.picture import PictureMeter
from visualize.compare.placing import Placing
from visualize.compare.structure import StructureMeter
from visualize.compare.temporal import TemporalMeter, courses
from visualize.compare.things import Things
from visualize.errors import TakeError
from visualize.render.frame import Frame

SHOT = LayeredShot()
COUNT = 9
WHOLE = Placing((0.0, 0.0, float(WIDTH), float(HEIGHT)), (WIDTH, HEIGHT))
NUMBERS = (WALL, *(card.number for card in CARDS))
THINGS = Things(tuple(f"Card {n}" for n in NUMBERS), {n: row for row, n in enumerate(NUMBERS)})
CAST = Cast(tuple(Actor(f"nod_{n}", f"Card {n}", (n,), moves=n != WALL) for n in NUMBERS))


@cache
def authored_frame(index: int) -> Frame:
    return SHOT.frame(index)


class Drawn:
    """Stands where ``Authored`` does, and notes who asked for what."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.threads: set[int] = set()

    def frame(self, index: int) -> Frame:
        self.asked.append(index)
        self.threads.add(threading.get_ident())
        return authored_frame(index)


class Crew:
    """Fresh meters of takes that share what is the shot's own."""

    def __init__(self) -> None:
        self.outlines, self.courses = Outlines(THINGS.of_id), courses()
        self.course = OwnCourse(self.outlines)
        self.staging = Staging(CAST, no_move(), zooms=False, orthographic=False)

    def meters(self) -> tuple[Meter, ...]:
        return (
            MotionFidelity(self.staging, 24.0), StructureMeter(self.outlines, THINGS),
            AnchorMeter(self.outlines), PictureMeter(), TemporalMeter(self.courses),
            AlignmentMeter(self.course),
        )  # fmt: skip


def no_move() -> MoveAnalysis:
    """A camera that stands, in film words."""
    return analyse_motion(
        CameraMotion(
            frames=np.arange(COUNT, dtype=np.float64), rate=24.0, places=np.zeros((COUNT, 3)),
            turns=np.stack([np.eye(3)] * COUNT), focal_mm=np.full(COUNT, 35.0),
            gate_mm=(36.0, 20.25),
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def clips() -> list[list[np.ndarray]]:
    """Takes of one shot: faithful, restyled, restless, and one that ends sooner."""
    own = SHOT.clip(range(COUNT))
    return [own, recoloured(own), boiling(own), own[: COUNT - 4]]


def pictures(clip: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    yield from clip


def by_threads(clips: Sequence[Sequence[np.ndarray]], workers: int) -> list[list[Findings]]:
    crew, drawn = Crew(), Drawn()
    takes = [Watched(pictures(clip), WHOLE, crew.meters()) for clip in clips]
    assert list(Footage(drawn, COUNT, workers=workers).watch(takes)) == list(range(1, COUNT + 1))
    assert drawn.asked == list(range(COUNT)), "each frame is drawn once for all takes"
    return [[meter.finish() for meter in take.meters] for take in takes]


def one_after_another(clip: Sequence[np.ndarray]) -> list[Findings]:
    """What the meters find when everything is done in turn, with nothing shared and no thread."""
    meters, finder, drawn = Crew().meters(), FlowFinder(), Drawn()
    before, greys = None, None
    for index, picture in enumerate(clip):
        authored = drawn.frame(index)
        moment = Moment(index=index, scene_frame=authored.number, picture=WHOLE.picture(picture),
                        full=picture, authored=authored)  # fmt: skip
        now = (evened(moment.picture), evened(authored["beauty"]))
        for meter in meters:
            meter.moment(moment)
        if before is not None:
            (take, own), (take_now, own_now) = greys, now
            step = Step(
                before=before, after=moment,
                flow=finder.between(take, take_now), flow_back=finder.between(take_now, take),
                own=finder.between(own, own_now), own_back=finder.between(own_now, own),
            )  # fmt: skip
            for meter in meters:
                meter.step(step)
        before, greys = moment, now
    return [meter.finish() for meter in meters]


@pytest.fixture(scope="module")
def wanted(clips) -> list[list[Findings]]:
    return [one_after_another(clip) for clip in clips]


@pytest.mark.parametrize("workers", [1, 5])
def test_what_is_found_is_the_same_to_the_last_bit_whoever_measures(clips, wanted, workers):
    assert by_threads(clips, workers) == wanted
    assert wanted[0] != wanted[2], "clips that differ are told apart"


class Slow:
    """A meter that takes its time, and notes how far the drawing has come."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn, self.ahead = drawn, []
        self.may_go = threading.Event()

    def moment(self, moment: Moment) -> None:
        self.may_go.wait(0.05)
        self.ahead.append(self.drawn.asked[-1] - moment.index)

    def step(self, step: Step) -> None:
        pass

    def finish(self) -> Findings:
        return Findings()


def test_drawing_goes_on_while_takes_are_measured_but_only_a_few_frames_ahead(clips):
    drawn = Drawn()
    slow = Slow(drawn)
    assert len(list(Footage(drawn, COUNT).watch([Watched(pictures(clips[0]), WHOLE, (slow,))])))
    assert 1 <= max(slow.ahead) <= 3
    assert len(slow.ahead) == COUNT


def test_only_the_thread_that_asks_draws(clips):
    drawn = Drawn()
    for _ in Footage(drawn, COUNT, workers=3).watch([Watched(pictures(clips[0]), WHOLE, ())]):
        pass
    assert drawn.threads == {threading.get_ident()}


def test_the_pass_ends_with_the_longest_take(clips):
    drawn = Drawn()
    takes = [Watched(pictures(clips[0][:n]), WHOLE, ()) for n in (2, 4)]
    assert list(Footage(drawn, COUNT).watch(takes)) == [1, 2, 3, 4]


def test_a_clip_that_breaks_off_is_told_and_leaves_no_thread_behind(clips, tmp_path):
    def broken() -> Iterator[np.ndarray]:
        yield from clips[0][:3]
        raise TakeError(tmp_path / "take.mp4", "the clip does not decode")

    before = threading.active_count()
    takes = [Watched(pictures(clips[0]), WHOLE, ()), Watched(broken(), WHOLE, ())]
    with pytest.raises(TakeError, match="does not decode"):
        list(Footage(Drawn(), COUNT).watch(takes))
    assert threading.active_count() == before
