"""Drawing: what the window shows is what the command line draws."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from compose.evaluation import evaluate
from studio.drawing import Drawing, Wish
from visualize.render.renderer import Renderer


def test_a_picture_is_the_headless_render_byte_for_byte(qtbot: QtBot, open_desk) -> None:
    desk = open_desk("product")
    project = desk.session.project
    shot = project.in_sequence()[0]
    wish = Wish(
        slot="x", project=project, scene=shot.scene, shot=shot.id, frame=shot.start,
        size=(320, 180), passes=("clay", "id"),
    )  # fmt: skip
    with qtbot.waitSignal(desk.drawing.drawn, timeout=30_000) as caught:
        desk.drawing.ask(wish)
    (picture,) = caught.args
    with Renderer() as renderer:
        frame = renderer.render(
            evaluate(project, shot, shot.start), ("clay", "id"), (320, 180), multiple=1
        )
    assert np.array_equal(picture.frame["clay"], frame["clay"])
    assert np.array_equal(picture.frame["id"], frame["id"])


def test_only_the_newest_wish_of_a_slot_is_drawn(qtbot: QtBot, open_desk) -> None:
    desk = open_desk("product")
    project = desk.session.project
    shot = project.in_sequence()[0]
    seen: list[float] = []
    desk.drawing.drawn.connect(lambda picture: seen.append(picture.wish.frame))

    def wish(frame: float) -> Wish:
        return Wish(
            slot="x", project=project, scene=shot.scene, shot=shot.id, frame=frame, size=(64, 36)
        )

    for frame in range(shot.start, shot.start + 40):
        desk.drawing.ask(wish(frame))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == shot.start + 39, timeout=30_000)
    assert len(seen) < 10


def test_a_wish_that_cannot_be_drawn_says_why(qtbot: QtBot, drawing: Drawing, open_desk) -> None:
    project = open_desk("product").session.project
    shot = project.in_sequence()[0]
    wish = Wish(
        slot="x", project=project, scene=shot.scene, shot=shot.id, frame=0, size=(1, 1),
    )  # fmt: skip
    with qtbot.waitSignal(drawing.failed, timeout=30_000) as caught:
        drawing.ask(wish)
    assert caught.args[0] is wish
    assert caught.args[1]


def test_the_view_that_is_opened_comes_before_its_thumbnails(qtbot: QtBot, open_desk) -> None:
    desk = open_desk("product")
    project = desk.session.project
    shot = project.in_sequence()[0]
    seen: list[str] = []
    desk.drawing.drawn.connect(lambda picture: seen.append(picture.wish.slot))

    def ask(slot: str, urgency: int) -> None:
        desk.drawing.ask(
            Wish(
                slot=slot,
                project=project,
                scene=shot.scene,
                shot=shot.id,
                frame=shot.start,
                size=(64, 36),
                urgency=urgency,
            )
        )

    desk.drawing.hold_thumbnails(30.0)
    ask("thumbnail", 2)
    qtbot.wait(200)
    assert seen == []
    ask("view", 1)
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=30_000)
    assert seen == ["view", "thumbnail"]


def test_of_equal_wishes_the_oldest_comes_first_but_of_thumbnails_the_newest(
    qtbot: QtBot, open_desk
) -> None:
    desk = open_desk("product")
    project = desk.session.project
    shot = project.in_sequence()[0]
    seen: list[str] = []
    desk.drawing.drawn.connect(lambda picture: seen.append(picture.wish.slot))

    def ask(slot: str, urgency: int, size: tuple[int, int] = (64, 36)) -> None:
        values = {"scene": shot.scene, "shot": shot.id, "frame": shot.start}
        desk.drawing.ask(Wish(slot=slot, project=project, urgency=urgency, size=size, **values))

    ask("busy", 0, (1280, 720))  # the others wait for this one
    for slot in ("old thumbnail", "new thumbnail"):
        ask(slot, 2)
    for slot in ("view", "view/exact"):
        ask(slot, 0)
    qtbot.waitUntil(lambda: len(seen) == 5, timeout=30_000)
    assert seen[1:] == ["view", "view/exact", "new thumbnail", "old thumbnail"]


def test_it_says_when_passes_are_drawn_for_the_first_time(qtbot: QtBot, open_desk) -> None:
    project = open_desk("product").session.project
    shot = project.in_sequence()[0]
    drawing = Drawing()
    told: list[bool] = []
    drawing.preparing.connect(told.append)
    try:
        for passes in (("id",), ("id",), ("depth",)):
            wish = Wish(
                slot="x", project=project, scene=shot.scene, shot=shot.id, frame=shot.start,
                size=(64, 36), passes=passes,
            )  # fmt: skip
            with qtbot.waitSignal(drawing.drawn, timeout=30_000):
                drawing.ask(wish)
        qtbot.waitUntil(lambda: len(told) == 4, timeout=30_000)
    finally:
        drawing.close()
    assert told == [True, False, True, False]
