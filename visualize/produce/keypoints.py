"""The points of ``pose`` as data: one file a frame in OpenPose's output format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from visualize.encode.atomic import write_json
from visualize.produce.job import METADATA_KEY, Job
from visualize.produce.kept import missing_frames
from visualize.render.frame import Frame
from visualize.render.people import openpose_json

KEYPOINTS = "pose_keypoints"
"""The folder of the files, and what reports call them."""

_MAX_BYTES = 64 << 20


class KeypointsOutput:
    """``<shot>/pose_keypoints/<shot>_000000000096_keypoints.json``, whatever the pictures' format.

    The name is the one that OpenPose gives; before frame 0 the number has a minus sign.
    """

    lane = ""
    title = KEYPOINTS

    def __init__(self, job: Job, *, resume: bool = False) -> None:
        self._job = job
        self.passes: tuple[str, ...] = ("pose",)
        self.drawn: tuple[str, ...] = ("pose",)
        self.missing = missing_frames(
            job.frames, self.path, _metadata, job.fingerprint(self.passes), resume=resume
        )

    def path(self, frame: int) -> Path:
        """Return the file of a scene frame."""
        number = f"{'-' if frame < 0 else ''}{abs(frame):012d}"
        return self._job.folder / self.title / f"{self._job.stem}_{number}_keypoints.json"

    def write(self, frame: Frame) -> None:
        """Write the people of one frame."""
        number = int(frame.number)
        metadata = self._job.metadata(self.passes, number)
        hidden = self._job.settings.options.hidden_joints
        content = openpose_json(frame.people, frame.raster, hidden=hidden)
        write_json(self.path(number), content | {METADATA_KEY: json.loads(metadata)})


def _metadata(path: Path) -> str:
    """Return the metadata of a file as JSON; "" when it cannot be read."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return ""
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        return json.dumps(content.get(METADATA_KEY)) if isinstance(content, dict) else ""
    except (OSError, ValueError, RecursionError):
        return ""
