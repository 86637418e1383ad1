"""``<shot>.json``: everything needed to make a shot's files again, beside the files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compose.evaluation import evaluate
from compose.exporters.camera_data import camera_data, camera_frame
from compose.id_legend import legend
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from shotwright import __version__
from visualize.encode.atomic import plain_errors, whole_file, write_json
from visualize.encode.colour import id_color
from visualize.produce.fingerprint import digest, value_hash
from visualize.produce.job import Job
from visualize.produce.outputs import Output

_KIND = "shotwright-render"
_MAX_BYTES = 256 << 20


def record_path(job: Job) -> Path:
    """Return where the record of a job's shot is kept."""
    return job.folder / f"{job.stem}.json"


def write_record(
    job: Job, outputs: Sequence[Output], snapshot: Snapshot, *, finished: bool
) -> Path:
    """Write or extend the shot's record and return its path.

    Jobs recorded earlier stay as long as the shot still looks the same; once its content has
    changed, a new record is begun (every file carries its own fingerprint besides).

    Raises
    ------
    EncodeError
        When it cannot be written.
    """
    path = record_path(job)
    entry = _job_entry(job, outputs, finished=finished)
    earlier = [one for one in _earlier_jobs(path, job.content) if one.get("id") != entry["id"]]
    header = shot_header(job.project, job.shot, job.content)
    body = {"legend": colored_legend(snapshot), "jobs": [*earlier, entry]}
    write_json(path, header | body)
    return path


def camera_path(job: Job) -> Path:
    """Return where the cameras of a job's frames are kept: a part of a shot has its own file."""
    whole = job.frames == job.shot.window
    part = "" if whole else f"_{job.frames.start}_to_{job.frames.stop - 1}"
    return job.folder / f"{job.stem}_camera{part}.json"


def write_cameras(job: Job) -> Path:
    """Write ``compose.exporters.camera_data`` of every frame of a job, a line a frame.

    It is written as it is evaluated, so that ten thousand frames need no more memory than ten.

    Raises
    ------
    EncodeError
        When it cannot be written.
    """
    path = camera_path(job)
    box, multiple = job.settings.box, job.settings.multiple
    header = camera_data(job.project, job.shot, (), box, multiple=multiple)
    del header["frames"]
    rate = job.project.frame_rate
    with (
        whole_file(path) as part,
        plain_errors(path),
        part.open("w", encoding="utf-8") as file,
    ):
        text = json.dumps(header, indent=2, ensure_ascii=False)
        file.write(text.removesuffix("\n}") + ',\n  "frames": [')
        for number in job.frames:
            camera = evaluate(job.project, job.shot, number).camera
            entry = {"frame": number, "seconds": float(number / rate)}
            entry |= camera_frame(camera, box, multiple)
            comma = "" if number == job.frames.start else ","
            file.write(f"{comma}\n    {json.dumps(entry, allow_nan=False)}")
        file.write("\n  ]\n}\n")
    return path


def shot_header(project: Project, shot: Shot, content: str) -> dict[str, Any]:
    """Return what identifies project, scene and shot, with the hashes of what they said."""
    scene = project.scene(shot.scene)
    return {
        "kind": _KIND,
        "record_version": 1,
        "shotwright": __version__,
        "content_sha256": content,
        "project": {
            "id": project.id,
            "name": project.name,
            "rate": project.rate,
            "sha256": value_hash(project),
        },
        "scene": {"id": scene.id, "name": scene.name},
        "shot": {
            "id": shot.id,
            "number": shot.number,
            "name": shot.name,
            "sha256": value_hash(shot),
            "frames": [shot.start, shot.end],
            "handles": [shot.head, shot.tail],
        },
    }


def colored_legend(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return the legend of the id pass, each row with its preview colour as ``#RRGGBB``."""
    return [
        dict(row) | {"color": "#{:02X}{:02X}{:02X}".format(*id_color(int(row["id"])))}
        for row in legend(snapshot)
    ]


def _job_entry(job: Job, outputs: Sequence[Output], *, finished: bool) -> dict[str, Any]:
    raster = job.raster
    settings = {
        "format": job.settings.format.name,
        "frames": [job.frames.start, job.frames.stop],
        "box": list(job.settings.box),
        "size": list(raster.size),
        "multiple": job.settings.multiple,
        "options": _plain(asdict(job.settings.options)),
        "intrinsics": {
            "focal_px": raster.focal,
            "cx": raster.cx,
            "cy": raster.cy,
            "orthographic": raster.orthographic,
        },
        "passes": [job.described(name) for name in job.settings.passes],
        "outputs": [_output_entry(job, output) for output in outputs],
    }
    return {
        "id": digest(settings)[:16],
        "finished": finished,
        **settings,
        "camera": camera_path(job).name,
    }


def _output_entry(job: Job, output: Output) -> dict[str, Any]:
    first = output.path(job.frames.start).relative_to(job.folder)
    last = output.path(job.frames.stop - 1).relative_to(job.folder)
    return {
        "passes": list(output.passes),
        "fingerprint": job.fingerprint(output.passes),
        "first": first.as_posix(),
        "last": last.as_posix(),
    }


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in options.items()}


def _earlier_jobs(path: Path, content: str) -> list[dict[str, Any]]:
    """Return the jobs an earlier record names; a record that cannot be used is begun anew."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return []
        record: Any = json.loads(path.read_text(encoding="utf-8"))
        same = isinstance(record, dict) and record.get("content_sha256") == content
        jobs = record.get("jobs") if same else None
        json.dumps(jobs, indent=2, allow_nan=False)  # that it can be written again
    except (OSError, ValueError, RecursionError):
        return []
    return [one for one in jobs if isinstance(one, dict)] if isinstance(jobs, list) else []
