"""Takes with the state of their scene recorded, and a small yard with something of everything.

In the yard a camera looks along −Z at a courier with a hat; the sun stands behind the camera on the
right, so that a pole beside the camera throws its shadow into the picture; a shed is far behind.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from compose.edits import (
    add_node,
    add_scene,
    add_shot,
    new_project,
    set_environment,
    set_keyframe,
    set_project,
)
from compose.payload import CameraPayload, LightPayload, MaterialSpec, Primitive
from compose.project import Project
from compose.shot import Shot
from models.request import Chosen
from shotwright import __version__
from visualize.order import Order, PromptText
from visualize.staleness import recorded
from visualize.takes.take import Clip, Made, Mapped, Of, Take, Went

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NO_HASH = hashlib.sha256(b"").hexdigest()
START, END = 8, 10


def yard() -> Project:
    """The project, with the shots ``push`` (frames 8 and 9) and ``other``."""
    project = add_scene(new_project("Yard", project_id="prj_yard"), "Yard", scene_id="scn_yard")
    project = set_project(project, bible="Grainy and warm.")
    box = Primitive(kind="primitive", shape="box")
    for name, place, scale, parent in (
        ("Ground", (0.0, -0.05, 0.0), (60.0, 0.1, 60.0), None),
        ("Cart", (0.0, 0.0, -6.0), (1.0, 1.0, 1.0), None),
        ("Courier", (0.0, 0.6, 0.0), (0.6, 1.2, 0.4), "Cart"),
        ("Pole", (1.5, 7.0, 6.0), (0.4, 14.0, 0.4), None),
        ("Shed", (0.0, 1.0, 40.0), (2.0, 2.0, 2.0), None),
    ):
        payload = None if name == "Cart" else box
        project = add_node(
            project, "Yard", name, node_id=f"nod_{name.lower()}", translation=place, scale=scale,
            parent=parent, payload=payload,
        )  # fmt: skip
    project = add_node(
        project, "Yard", "Hat", node_id="nod_hat", parent="Cart", translation=(0.0, 1.3, 0.0),
        payload=Primitive(kind="primitive", shape="sphere", material=MaterialSpec(roughness=0.3)),
        scale=(0.4, 0.4, 0.4), color=(0.7, 0.1, 0.1),
    )  # fmt: skip
    project = add_node(
        project, "Yard", "Sun", node_id="nod_sun", rotation_deg=(-40.0, 10.0, 0.0),
        payload=LightPayload(kind="light", type="directional", intensity=3.0),
    )  # fmt: skip
    project = add_node(
        project, "Yard", "Lantern", node_id="nod_lantern", translation=(1.5, 2.0, -5.0),
        payload=LightPayload(kind="light", type="point", intensity=8.0, range_m=6.0),
    )  # fmt: skip
    for name, place in (("Camera", (0.0, 1.6, 2.0)), ("Camera B", (9.0, 1.6, 2.0))):
        project = add_node(
            project, "Yard", name, node_id=f"nod_{name.lower().replace(' ', '_')}",
            translation=place, payload=CameraPayload(kind="camera", far_m=120.0),
        )  # fmt: skip
    for frame, x in ((0, -1.0), (24, 2.0)):
        project = set_keyframe(
            project, scene="Yard", node="Cart", channel="translation.x", frame=frame, value=x
        )
    project = set_environment(project, "Yard", fog_density=0.002)
    project = add_shot(
        project, "Yard", "Camera", name="push", start=START, end=END, shot_id="sht_push"
    )
    return add_shot(project, "Yard", "Camera B", name="other", start=0, end=24, shot_id="sht_other")


def take_of(
    project: Project, shot: str = "sht_push", *, words: PromptText = PromptText(),  # noqa: B008
    takes_references: bool = True, **made: Any,
) -> Take:  # fmt: skip
    """A take of a shot as it is now, drawn with no model but for what ``made`` says."""
    told = made_of(project.shot(shot), **made)
    order = Order(
        project="/nowhere", project_id=project.id, shot=shot, shot_label="", frozen="f" * 64,
        mode=told.mode, model=told.model, provider=told.provider, prompt=words,
    )  # fmt: skip
    state = recorded(project, project.shot(shot), told, order, lambda _: takes_references)
    return take_with(project, project.shot(shot), told, state)


def take_with(project: Project, shot: Shot, made: Made, fingerprint: Any) -> Take:
    """A take with these facts."""
    name = hashlib.sha256(made.model_dump_json().encode()).hexdigest()[:12]
    return Take(
        id=f"tak_{name}",
        number=1,
        shotwright=__version__,
        of=Of(
            project=project.id, project_name=project.name, scene=shot.scene, shot=shot.id,
            shot_label=shot.label, frames=(shot.start, shot.end), project_sha256=NO_HASH,
            scene_sha256=NO_HASH, shot_sha256=NO_HASH,
        ),
        clip=Clip(file="a.mp4", sha256=NO_HASH, bytes=1, kind="video", width=64, height=36),
        made=made,
        fingerprint=fingerprint,
        ordered=NOON,
        submitted=NOON,
        finished=NOON,
    )  # fmt: skip


def made_of(shot: Shot, **changes: Any) -> Made:
    """How a direct clip of a shot's beauty was made, with changes."""
    count = len(shot.window)
    chosen = Chosen(frames=count, rate="24", width=64, height=36, aspect="16:9")
    facts: dict[str, Any] = {
        "mode": "direct", "model": "beauty", "model_name": "beauty", "provider": "local",
        "endpoint": "direct/beauty", "request_sha256": NO_HASH, "job": "job_aaaa1111",
        "options": chosen.model_dump(mode="json", exclude_none=True),
        "mapping": Mapped(
            start=float(shot.start), step=1.0, frames=count, hold_from=float(shot.start),
            hold_to=float(shot.end - 1), fit="trim",
        ),
    }  # fmt: skip
    return Made(**(facts | changes))


def hosted(guide: str = "beauty") -> dict[str, Any]:
    """What of a take by a hosted model differs from a direct one: words, and what was sent."""
    what = "" if guide == "beauty" else f"{guide} of "
    sent = Went(
        slot="guide", shows=f"{what}frame 8 of shot 010", sha256=NO_HASH, width=64, height=36
    )
    return {
        "mode": "from-animation", "model": "acme/dream", "model_name": "Acme Dream",
        "provider": "acme", "endpoint": "acme/dream/v2v", "prompt": "A courier.", "sent": (sent,),
    }  # fmt: skip
