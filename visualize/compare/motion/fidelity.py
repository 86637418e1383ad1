"""MotionFidelity: the meter of everything that moves; one cause is said once."""

from __future__ import annotations

import numpy as np

from visualize.compare.meter import Findings, Moment, Step
from visualize.compare.motion.camera import judge_camera
from visualize.compare.motion.camera_words import camera_remarks
from visualize.compare.motion.drifting import Drifting
from visualize.compare.motion.flow_metric import flow_remarks, judge_flow
from visualize.compare.motion.flowing import FlowJudge
from visualize.compare.motion.path import PathFinder
from visualize.compare.motion.spans import Times
from visualize.compare.motion.staging import Staging
from visualize.compare.motion.subjects import Whole, judge_subjects, subject_remarks
from visualize.takes.measures import Metric, Remark

_WINDOW_S = 0.5


class MotionFidelity:
    """Gives the metrics ``motion``, ``camera`` and ``subjects`` of one take.

    Parameters
    ----------
    staging
        What is authored; takes that are seen side by side share it.
    rate
        Frames of the clip a second.
    """

    def __init__(self, staging: Staging, rate: float) -> None:
        self._staging, self._rate = staging, rate
        self._flow = FlowJudge()
        self._drifting = Drifting(staging.cast.actors)
        window = max(2, round(_WINDOW_S * rate))
        self._finder = (
            None if staging.orthographic
            else PathFinder(staging.path, window, zooms=staging.zooms)
        )  # fmt: skip
        self._scene_frames: list[float] = []
        self._width = self._full_width = 1

    def moment(self, moment: Moment) -> None:
        """See one frame."""
        self._scene_frames.append(moment.scene_frame)
        if len(self._scene_frames) == 1:
            self._width, self._full_width = moment.picture.shape[1], moment.full.shape[1]
            if self._finder is not None:
                self._finder.begin(moment)

    def step(self, step: Step) -> None:
        """See two frames in a row."""
        sight = self._staging.sight(step).on(step.before.picture)
        self._flow.step(step, sight)
        if self._finder is not None:
            self._finder.step(step)
            self._drifting.step(step, sight, self._finder.last_step)

    def finish(self) -> Findings:
        """Return the metrics and the remarks."""
        times = Times(np.array(self._scene_frames), self._rate)
        motion, each = judge_flow(self._flow.flowed(), self._width)
        camera, said = self._camera(times)
        drifts = self._drifting.drifts()
        subjects, by_subject = judge_subjects(drifts, self._width, len(self._scene_frames))
        late = camera.details.get("late_frames") is not None
        whole = Whole(camera.score, motion.details.get("speed_ratio"), late)
        said = [*said, *subject_remarks(drifts, by_subject, times, self._width, whole)]
        if motion.score is not None:
            flowing = flow_remarks(
                self._flow.flowed(), each, times, by_camera=camera.score is not None
            )
            said += [remark for remark in flowing if not _said_already(remark, said)]
        return Findings((motion, camera, subjects), tuple(said))

    def _camera(self, times: Times) -> tuple[Metric, list[Remark]]:
        if self._finder is None or not self._scene_frames:
            why = "an orthographic camera shows no perspective to find it by"
            return Metric(name="camera", group="motion", score=None, note=why), []
        paths = self._finder.paths()
        found = judge_camera(paths, self._width)
        said = camera_remarks(
            paths, found, self._staging.analysis, times,
            width=self._width, full_width=self._full_width,
        )  # fmt: skip
        return found.metric, list(said)


def _said_already(remark: Remark, others: list[Remark]) -> bool:
    """Whether another remark speaks of most of the same frames."""
    span = remark.end - remark.start
    return any(min(remark.end, other.end) - max(remark.start, other.start) > 0.5 * span
               for other in others)  # fmt: skip
