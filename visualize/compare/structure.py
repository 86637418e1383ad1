"""Structure: whether what the shot shows stands where it should, whatever it is painted like.

Every outline of the exact passes is looked for in the take at its very place. What agrees by
chance, as it would with any picture as busy, is taken off; what our own picture does not show (dark
before dark) is not asked for.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from visualize.compare.grading import clipped, graded, rounded, spans_of
from visualize.compare.invented import InventedFinder
from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.outlines import Outlines
from visualize.compare.things import Things
from visualize.takes.measures import Metric, Remark

F64 = npt.NDArray[np.float64]

FAITHFUL = 0.62
"""Agreement, 1 being our own picture's, from which outlines count as kept: no style keeps all."""
NOTHING = 0.04
_LEAST_POINTS = 40
_LEAST_SEEN = 3.0
_LOST = 0.22
_LEAST_TO_LOSE = 9.0
"""A thing is lost when its outline agrees this much less than all outlines do together, and when
there is enough of it to tell."""
_HELD = 0.3
_IN_PLACE = 0.6
"""Agreement of all other outlines above which one that is not there is missing, not elsewhere."""
_MOST_NAMED = 3
_PARTS = 3
_WEIGHTS = {"edges": 0.45, "silhouettes": 0.35, "objects": 0.20}
_PART_WRONG = 60.0


class StructureMeter:
    """Measures ``structure`` and its parts: ``edges``, ``silhouettes`` and ``objects``."""

    def __init__(self, outlines: Outlines, things: Things) -> None:
        self._outlines, self._things = outlines, things
        self._invented = InventedFinder(outlines)
        self._found: list[F64] = []
        self._by_thing: list[F64] = []

    def moment(self, moment: Moment) -> None:
        """Look for every outline of the shot in the take."""
        contours = self._outlines.contours(moment.authored)
        found = contours.agreement(moment.edges.field)
        values = np.concatenate([found, contours.own]).astype(np.float64)  # (4, P)
        self._found.append(values.sum(1))
        count = len(self._things.names)
        rows = contours.thing + 1
        self._by_thing.append(
            np.stack([np.bincount(rows, one, minlength=count + 1)[1:] for one in values])
        )
        self._invented.see(moment)

    def step(self, step: Step) -> None:
        """Do nothing: structure is of single frames."""

    def finish(self) -> Findings:
        """Return the agreement of all outlines, of each thing's, and what came and went."""
        found = np.array(self._found).reshape(-1, 4)
        if found[:, 2].sum() < _LEAST_POINTS * _HELD * len(found):
            why = "our own picture shows no outlines to look for"
            return Findings((Metric(name="structure", group="structure", score=None, note=why),))
        by_frame = agreement_of(found)
        edges = Metric(
            name="edges", group="structure", value=rounded(_overall(found)), unit="of our own",
            score=graded(_overall(found), NOTHING, FAITHFUL),
            curve=tuple(graded(value, NOTHING, FAITHFUL) for value in by_frame),
        )  # fmt: skip
        silhouettes, objects, remarks = self._of_things(_overall(found))
        parts = [part for part in (edges, silhouettes, objects) if part.score is not None]
        whole = sum(_WEIGHTS[part.name] for part in parts)
        score = sum(_WEIGHTS[part.name] * (part.score or 0.0) for part in parts) / whole
        structure = Metric(
            name="structure", group="structure", score=clipped(score), value=edges.value,
            unit="of our own", curve=edges.curve,
            details={part.name: part.score for part in (edges, silhouettes, objects)},
        )  # fmt: skip
        named = {remark.metric for remark in remarks}
        if not named and (edges.score or 0.0) < _PART_WRONG:
            remarks = [*remarks, *_where_wrong(edges)]
        return Findings((structure, edges, silhouettes, objects), tuple(remarks))

    def _of_things(self, overall: float) -> tuple[Metric, Metric, list[Remark]]:
        frames = len(self._by_thing)
        sums = np.array(self._by_thing).reshape(frames, 4, -1).sum(0)  # (4, T)
        seen = sums[2] - sums[3]
        judged = np.flatnonzero(seen > _LEAST_SEEN * frames)
        if not len(judged):
            none = "no named thing is large enough"
            return (
                Metric(name="silhouettes", group="structure", score=None, note=none),
                self._objects(set(), 0.0), [],
            )  # fmt: skip
        agrees = np.clip((sums[0] - sums[1])[judged] / seen[judged], 0.0, 1.0)
        weight = np.sqrt(seen[judged])
        mean = float((np.minimum(agrees / FAITHFUL, 1.0) * weight).sum() / weight.sum())
        names = [self._things.names[row] for row in judged]
        silhouettes = Metric(
            name="silhouettes", group="structure", score=clipped(100.0 * mean),
            value=rounded(float(agrees.min())), unit="of our own, the least",
            details=dict(zip(names, (rounded(float(a)) for a in agrees), strict=True)),
        )  # fmt: skip
        most = self._most_by_thing()[judged]
        rest = self._agreement_of_the_rest(sums)[judged]
        lost = {
            i
            for i, value in enumerate(most)
            if rest[i] > _IN_PLACE
            and value < _LOST * rest[i]
            and seen[judged[i]] > _LEAST_TO_LOSE * frames
        }
        share = float(weight[sorted(lost)].sum() / weight.sum()) if lost else 0.0
        objects = self._objects({names[i] for i in lost}, share)
        worst = sorted(lost, key=lambda i: -weight[i])[:_MOST_NAMED]
        remarks = [
            Remark(metric="objects", text=f"{names[i]} is missing", start=0, end=frames,
                   weight=clipped(0.6 + 0.4 * share, 1.0)) for i in worst
        ]  # fmt: skip
        return silhouettes, objects, [*remarks, *self._invented.remarks(overall)]

    def _most_by_thing(self) -> F64:
        """Return the agreement of each thing in the third of the take where it agrees most.

        What is gone is gone from the first frame on; what is there first has only moved elsewhere.
        """
        table = np.array(self._by_thing).reshape(len(self._by_thing), 4, -1)
        thirds = [part.sum(0) for part in np.array_split(table, _PARTS) if len(part)]
        agrees = [(part[0] - part[1]) / np.maximum(part[2] - part[3], 1e-9) for part in thirds]
        most: F64 = np.clip(np.max(agrees, axis=0), 0.0, 1.0)
        return most

    def _agreement_of_the_rest(self, sums: F64) -> F64:
        """Return, for each thing, how far the outlines of all the others agree."""
        whole = np.array(self._found).reshape(-1, 4).sum(0)[:, None] - sums
        rest: F64 = np.clip((whole[0] - whole[1]) / np.maximum(whole[2] - whole[3], 1e-9), 0.0, 1.0)
        return rest

    def _objects(self, lost: set[str], share: float) -> Metric:
        invented = self._invented.share
        score = 100.0 * (1.0 - min(1.0, 4.0 * share)) * (1.0 - min(1.0, 5.0 * invented))
        return Metric(
            name="objects", group="structure", score=clipped(score), value=float(len(lost)),
            unit="lost", note=", ".join(sorted(lost)),
            details={"lost_share": rounded(share), "invented_share": rounded(invented)},
        )  # fmt: skip


def agreement_of(found: F64) -> list[float]:
    """Return each frame's agreement, 1 being our own; rows are here, chance, own and its chance."""
    own = np.maximum(found[:, 2] - found[:, 3], 1e-9)
    return [float(value) for value in np.clip((found[:, 0] - found[:, 1]) / own, 0.0, 1.0)]


def _overall(found: F64) -> float:
    total = found.sum(0)
    return float(np.clip((total[0] - total[1]) / max(total[2] - total[3], 1e-9), 0.0, 1.0))


def _where_wrong(edges: Metric) -> list[Remark]:
    """Return where outlines are not where they should be, the longest stretch of frames."""
    spans = spans_of([value is not None and value < _PART_WRONG for value in edges.curve])
    if not spans:
        return []
    start, end = max(spans, key=lambda span: span[1] - span[0])
    worst = min(value for value in edges.curve[start:end] if value is not None)
    text = "things stand elsewhere than in the shot"
    return [Remark(metric="structure", text=text, start=start, end=end,
                   weight=clipped(0.5 * (1.0 - worst / 100.0), 1.0))]  # fmt: skip
