"""The sections with parts of their own: colours of props, assets, references, aims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

import compose
from compose.edits import add_prop
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.inspector import Inspector
from studio.inspector.aim_part import AimPart
from studio.inspector.asset_facts import asset_facts, play_changed, playing
from studio.inspector.asset_part import AssetPart
from studio.inspector.colors_part import ColorsPart
from studio.inspector.part_colors import parts_of
from studio.inspector.reference_edits import with_reference, without_reference
from studio.inspector.references_part import ReferencesPart
from studio.session import Layer
from studio.session.keying import remove_animation


@pytest.fixture
def opened(open_desk: Callable[..., Desk], qtbot: QtBot) -> tuple[Desk, Inspector]:
    """The product sample with the inspector on screen."""
    desk = open_desk("product")
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.resize(320, 1000)
    with qtbot.waitExposed(inspector):
        inspector.show()
    return desk, inspector


def _select(desk: Desk, name: str, qtbot: QtBot) -> None:
    desk.session.select([desk.session.scene.find(name).id])
    qtbot.wait(10)


def test_the_parts_of_a_prop_are_painted_and_reset(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    session = desk.session
    scene = session.scene.id
    session.do("Add", lambda p: add_prop(p, scene, "Seat", "table"))
    _select(desk, "Seat", qtbot)
    part = inspector.findChild(ColorsPart)
    qtbot.waitUntil(lambda: bool(part.fields))
    made = dict(parts_of(session.project, session.active.payload))
    assert set(part.fields) == set(made)
    name = next(iter(made))
    assert part.fields[name].value == made[name]
    part.fields[name].typed.emit((1.0, 0.0, 0.0))
    assert session.active.payload.colors == {name: (1.0, 0.0, 0.0)}
    qtbot.wait(10)
    part.menu(name).actions()[0].trigger()
    assert session.active.payload.colors == {}
    qtbot.wait(10)
    assert part.fields[name].value == made[name]


def test_an_asset_tells_its_animations_and_plays_one(open_desk: Callable[..., Desk]) -> None:
    session = open_desk("street").session
    scene, banner = session.scene.id, session.scene.find("Banner")
    facts = asset_facts(session.project, banner.payload)
    assert [name for name, _ in facts.clips] == ["wind"]
    assert [name for name, _ in facts.morphs] == ["billow"]
    still = playing(session.project, scene, banner.id, None, 0.0)
    assert still.scene(scene).node(banner.id).payload.plays == ()
    with pytest.raises(ShotwrightError, match="Choose an animation"):
        play_changed(still, scene, banner.id, speed=2.0)
    again = play_changed(
        playing(still, scene, banner.id, "wind", 12.0), scene, banner.id, speed=2.0
    )
    (play,) = again.scene(scene).node(banner.id).payload.plays
    assert (play.clip, play.start, play.speed) == ("wind", 12.0, 2.0)


def test_a_morph_is_set_keyed_by_its_diamond_and_by_auto_key_into_the_shot(
    open_desk: Callable[..., Desk], qtbot: QtBot, shoot: Callable[..., Path]
) -> None:
    desk = open_desk("street")
    session = desk.session
    _select(desk, "Banner", qtbot)
    inspector = Inspector(desk)
    shoot(inspector, "inspector-morph", (320, 700))
    part = inspector.findChild(AssetPart)
    qtbot.waitUntil(lambda: "billow" in part.morphs)
    row, banner = part.morphs["billow"], session.active.id

    def keys(owner) -> dict[float, float]:
        return {
            key.frame: key.value
            for track in owner.tracks
            if track.key == (banner, "morphs/billow")
            for key in track.curve.keys
        }

    row.refresh()
    assert row.fields[0].state == "keyed"  # the sample's own curve
    remove_animation(session, [(banner, "morphs/billow")])
    row.refresh()
    assert row.fields[0].value == 0.0  # what the file says
    at = session.frame
    row.fields[0].typed.emit(0.25)
    assert session.active.payload.morphs == {"billow": 0.25}
    row.diamond_clicked.emit()
    assert keys(session.scene) == {at: 0.25}
    session.set_recording(True, Layer.SHOT)
    session.set_frame(at + 12)
    row.fields[0].begun.emit()
    row.fields[0].moved.emit(0.5)
    row.fields[0].moved.emit(0.75)
    row.fields[0].ended.emit()
    assert keys(session.shot) == {at: 0.25, at + 12: 0.75}
    assert keys(session.scene) == {at: 0.25}
    assert compose.evaluate(session.project, session.shot, at + 12).morph_weights.max() == 0.75
    row.refresh()
    assert (row.fields[0].value, row.fields[0].state) == (0.75, "overridden")
    shoot(inspector, "inspector-morph", (320, 700))
    for _ in range(4):
        session.undo()
    assert session.undo_label is None


def test_an_asset_without_animation_offers_none(
    opened: tuple[Desk, Inspector], qtbot: QtBot
) -> None:
    desk, inspector = opened
    _select(desk, "Bottle", qtbot)
    part = inspector.findChild(AssetPart)
    qtbot.waitUntil(lambda: part.clip.isHidden() or not part.clip.isVisible())
    assert part.morphs == {}


def test_references_are_copied_in_shown_and_taken_out(
    opened: tuple[Desk, Inspector], qtbot: QtBot, tmp_path: Path
) -> None:
    desk, inspector = opened
    session = desk.session
    _select(desk, "Bottle", qtbot)
    picture = QImage(64, 32, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    file = tmp_path / "bottle.png"
    assert picture.save(str(file))
    part = inspector.findChild(ReferencesPart)
    before = session.active.references
    part.add(file)
    (path,) = set(session.active.references) - set(before)
    assert (session.project.root / path).read_bytes() == file.read_bytes()
    scene, node = session.scene.id, session.active.id
    project = session.project
    for number in range(4 - len(session.active.references)):
        project = with_reference(project, scene, node, _copy(file, number))
    with pytest.raises(ShotwrightError, match="take one out"):
        with_reference(project, scene, node, _copy(file, 9))
    left = without_reference(project, scene, node, path)
    assert path not in left.scene(scene).node(node).references


def _copy(file: Path, number: int) -> Path:
    picture = QImage(8 + number, 8, QImage.Format.Format_RGB32)
    other = file.with_name(f"r{number}.png")
    assert picture.save(str(other))
    return other


def test_the_aim_is_chosen_from_a_menu(open_desk: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = open_desk("dialogue")
    session = desk.session
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    _select(desk, "Cam close on Anna", qtbot)
    part = inspector.findChild(AimPart)
    menu = part.target.menu_now()
    anna = next(a.menu() for a in menu.actions() if a.text() == "Anna")
    assert isinstance(anna, QMenu)
    next(action for action in anna.actions() if action.text() == "Head").trigger()
    aim = session.active.payload.aim
    assert (session.scene.node(aim.node).name, aim.joint) == ("Anna", "head")
    qtbot.wait(10)
    part = next(p for p in inspector.findChildren(AimPart) if p.target.said == "Anna · Head")
    part.target.menu_now().actions()[0].trigger()
    assert session.active.payload.aim is None
