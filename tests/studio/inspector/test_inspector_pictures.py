"""The inspector, to be looked at: a camera, a figure, a light, a prop, several, nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from compose.edits import set_keyframe
from studio.desk import Desk
from studio.inspector import Inspector
from studio.theme import Theme

_SUBJECTS = {
    "camera": ["Camera 020 tracking"],
    "figure": ["Mara"],
    "light": ["Sun"],
    "prop": ["Taxi"],
    "shape": ["Bakery light box"],
    "asset": ["Banner"],
    "populator": ["North trees"],
    "card": ["Poster"],
    "several": ["Taxi", "Parked van", "Sun"],
    "nothing": [],
}


def _chosen(desk: Desk, names: list[str]) -> list[str]:
    assert desk.session.scene is not None
    return [desk.session.scene.find(name).id for name in names]


def test_the_properties_of_everything_are_seen(
    open_desk: Callable[..., Desk], shoot: Callable[..., Path]
) -> None:
    desk = open_desk("street")
    session = desk.session
    session.look_at_shot(session.project.in_sequence()[1].id, frame=138)
    inspector = Inspector(desk)
    for what, names in _SUBJECTS.items():
        session.select(_chosen(desk, names))
        path = shoot(inspector, f"inspector-{what}", (320, 900), settle_ms=100)
        assert not QImage(str(path)).isNull()


def test_keys_and_overrides_are_seen_in_the_light_theme(
    qapp: QApplication, theme: Theme, open_desk: Callable[..., Desk], shoot: Callable[..., Path]
) -> None:
    desk = open_desk("street")
    session = desk.session
    session.look_at_shot(session.project.in_sequence()[1].id, frame=138)
    (camera,) = _chosen(desk, ["Camera 020 tracking"])
    session.select([camera])
    assert session.shot is not None
    assert session.scene is not None
    shot, scene = session.shot.id, session.scene.id
    session.do(
        "Key",
        lambda p: set_keyframe(
            set_keyframe(
                p, channel="camera.focal_length_mm", frame=138, value=50.0, node=camera, shot=shot
            ),
            channel="camera.focus_distance_m", frame=138, value=9.5, node=camera, scene=scene,
        ),
    )  # fmt: skip
    light = Theme("light")
    light.apply(qapp)
    try:
        shoot(Inspector(_dressed(desk, light)), "inspector-light", (320, 900), settle_ms=200)
    finally:
        theme.apply(qapp)


def _dressed(desk: Desk, theme: Theme) -> Desk:
    from dataclasses import replace

    return replace(desk, theme=theme)
