"""From the page alone: choose a model of this machine, press the button, and a take is on disk."""

import json

import pytest
from PySide6.QtCore import Qt

from compose.edits import set_shot
from models.modes import Mode
from studio.session import Message
from studio.visualize_mode import VisualizePage
from studio.visualize_mode.announcing import Announcing
from studio.visualize_mode.job_rows import Stand
from studio.visualize_mode.model_delegate import ENTRY
from studio.visualize_mode.model_rows import ModelRow
from tests.studio.conftest import wait_for
from tests.studio.visualize_mode.conftest import FRAMES

pytestmark = [pytest.mark.gpu, pytest.mark.usefixtures("runner_ends", "wordless")]


def place_of(page, model):
    for row in range(page.models.model.rowCount()):
        index = page.models.model.index(row)
        entry = index.data(ENTRY)
        if isinstance(entry, ModelRow) and entry.card.id == model:
            return index
    raise AssertionError(f"{model} is not listed")


def click_model(qtbot, page, model):
    view, index = page.models.view, place_of(page, model)
    view.scrollTo(index)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )


def test_a_local_model_chosen_by_mouse_makes_a_take_of_what_is_on_screen(still_film, shoot, qtbot):
    told: list[Message] = []
    still_film.session.told.connect(told.append)
    page = VisualizePage(still_film)
    shoot(page, "visualize-asked", (1600, 932))
    played = []
    announcing = Announcing(still_film, page)
    announcing.play.connect(played.append)
    wait_for(qtbot, lambda: page.asking.answer is not None)
    click_model(qtbot, page, "local/blueprint")
    wait_for(qtbot, lambda: page.asking.answer.form.model == "local/blueprint")
    page.asking.set_option("resolution", "480p")
    button = page.request.footer.button
    wait_for(qtbot, lambda: page.asking.answer.form.options.resolution == "480p")
    assert button.text() == "Capture Animation"
    wait_for(qtbot, button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: page.jobs.model.rowCount() == 1)
    page.grab().save("out/studio/visualize-running.png")
    wait_for(qtbot, lambda: page.jobs.model.rows[0].stand is Stand.DONE, 60)
    (sidecar,) = still_film.session.project.root.glob("takes/*/*_take1.json")
    take = json.loads(sidecar.read_text())
    assert (take["made"]["model"], take["made"]["mode"]) == ("local/blueprint", Mode.FROM_ANIMATION)
    assert take["clip"]["frames"] == FRAMES, "the unsaved cut was frozen as it is on screen"
    assert (sidecar.parent / take["clip"]["file"]).is_file()
    wait_for(qtbot, lambda: any("is in the gallery" in one.text for one in told))
    message = next(one for one in told if "is in the gallery" in one.text)
    assert message.text.startswith("Take 1 of 010")
    dict(message.actions)["Play"]()
    assert played == [take["id"]]
    assert page.shots.row_of(still_film.session.shot.id).takes == "1 take, 1 new"
    page.stage.show_takes()
    assert page.stage.takes.model.rowCount() == 1
    assert page.shots.row_of(still_film.session.shot.id).takes == "1 take"
    shoot(page, "visualize-landed", (1600, 932), 600)
    shot = still_film.session.shot
    still_film.session.do("Longer lens", lambda p: set_shot(p, shot.id, focal_length_mm=140.0))
    wait_for(qtbot, lambda: page.shots.row_of(shot.id).takes == "1 take is stale")


def test_the_direct_button_orders_the_look_that_is_on_screen(still_film, shoot, qtbot, no_runner):
    page = VisualizePage(still_film)
    shoot(page, "visualize-direct", (1280, 800))
    wait_for(qtbot, lambda: page.asking.answer is not None)
    page.stage.looks.button("wire").click()
    qtbot.mouseClick(page.request.footer.direct_button, Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: len(still_film.jobs.jobs) == 1)
    order = still_film.jobs.jobs[0].order
    assert (order.mode, order.model, order.provider) == (Mode.DIRECT, "wire", "local")
    assert no_runner, "a runner was asked for"


def test_ctrl_return_asks_for_as_many_takes_as_the_stepper_says(
    still_film, shoot, qtbot, no_runner
):
    page = VisualizePage(still_film)
    shoot(page, "visualize-keys", (1280, 800))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    wait_for(qtbot, page.request.footer.button.isEnabled)
    page.request.footer.takes.setFocus()
    qtbot.keyClick(page.request.footer.takes, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.request.footer.takes, "3")
    wait_for(qtbot, lambda: page.asking.answer.form.takes == 3)
    wait_for(qtbot, page.request.footer.button.isEnabled)
    qtbot.keyClick(
        page.request.footer.takes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    wait_for(qtbot, lambda: len(still_film.jobs.jobs) == 3)
    assert len({job.batch for job in still_film.jobs.jobs}) == 1
