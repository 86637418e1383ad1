"""The page by hand: typing, dropping, playing, choosing; and nothing where nothing happens."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent

from compose.edits import set_node
from compose.edits.scenes import new_project
from models.modes import Mode
from studio.visualize_mode import VisualizePage
from tests.studio.conftest import wait_for
from visualize.jobs.budget import set_limits

pytestmark = [pytest.mark.gpu, pytest.mark.usefixtures("no_runner")]


@pytest.fixture
def page(still_film, shoot, qtbot):
    page = VisualizePage(still_film)
    shoot(page, "visualize-page", (1600, 932))
    wait_for(qtbot, lambda: page.asking.answer is not None)
    return page


def read_words(qtbot, page):
    wait_for(qtbot, lambda: page.asking.prompt is not None and not page.asking.reading, 40)


def test_typing_is_one_undoable_edit_and_what_is_typed_knows_what_it_was_written_against(
    still_film, page, qtbot
):
    read_words(qtbot, page)
    session, panel = still_film.session, page.request.prompt
    automatic = panel.text.toPlainText()
    panel.text.setFocus()
    for words in ("Rain.", " More rain.", " A flood."):
        qtbot.keyClicks(panel.text, words)
        wait_for(qtbot, lambda: not panel._timer.isActive())
    typed = session.shot.prompt
    assert typed.scene == panel.text.toPlainText().strip()
    assert "A flood." in typed.scene
    assert page.asking.prompt.tab("scene").stale is False, "the scene has not changed since"
    session.undo()
    assert session.shot.prompt.scene is None
    assert session.undo_label == "Cut the shot", "all the typing was one entry"
    assert panel.text.toPlainText() == automatic


def test_words_typed_just_before_another_shot_is_chosen_stay_with_the_first(
    still_film, page, qtbot
):
    read_words(qtbot, page)
    session, panel = still_film.session, page.request.prompt
    first, second = (shot.id for shot in session.project.in_sequence()[:2])
    panel.text.setPlainText("Only rain.")
    session.look_at_shot(second)
    assert session.project.shot(first).prompt.scene == "Only rain."
    assert panel.text.isReadOnly(), "the second shot is being read"
    read_words(qtbot, page)
    assert session.project.shot(second).prompt.scene is None
    assert "Only rain." not in panel.text.toPlainText()


@pytest.mark.usefixtures("wordless")
def test_an_empty_project_says_what_is_missing_and_orders_nothing(still_film, page, qtbot):
    still_film.session.open(new_project("Untitled"))
    wait_for(qtbot, lambda: page.asking.answer is None)
    page.stage.camera.refresh()
    assert "No shot is chosen" in page.stage.camera.picture.words
    assert not page.request.footer.button.isEnabled()
    assert not page.request.footer.direct_button.isEnabled()
    page.generate()
    page.direct()
    assert still_film.jobs.jobs == ()


def test_a_rebuilt_tab_follows_the_scene_again_and_undo_brings_the_words_back(
    still_film, page, qtbot
):
    read_words(qtbot, page)
    session, panel = still_film.session, page.request.prompt
    panel.text.setPlainText("Rain.")
    panel.write()
    page.asking._reading.prompt = replace(
        page.asking.prompt,
        tabs=tuple(replace(t, stale=t.tab == "scene") for t in page.asking.prompt.tabs),
    )
    panel.refresh()
    assert panel._band.isVisible()
    panel.rebuild()
    assert session.shot.prompt.scene is None
    session.undo()
    assert session.shot.prompt.scene == "Rain."


@pytest.mark.usefixtures("wordless")
def test_a_picture_dropped_on_a_slot_is_sent_in_place_of_the_frame(page, qtbot, tmp_path):
    own = tmp_path / "dawn.png"
    Image.new("RGB", (64, 36), (200, 40, 20)).save(own)
    page.asking.set_mode(Mode.START_FRAME)
    wait_for(qtbot, lambda: page.asking.answer.form.mode is Mode.START_FRAME)
    card = page.request.slots["start"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(own))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    card.dropEvent(drop)
    assert page.asking.form.start == own
    wait_for(qtbot, lambda: not card.picture.image.isNull() and card.own == own)
    assert card.picture.image.pixelColor(3, 3).getRgb()[:3] == (200, 40, 20)
    page.request.slots["start"].given.emit(None)
    assert page.asking.form.start is None


@pytest.mark.usefixtures("wordless")
def test_a_text_dropped_on_a_slot_is_not_taken(page, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("no picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(note))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.request.slots["start"].dropEvent(drop)
    assert page.asking.form.start is None


@pytest.mark.usefixtures("wordless")
def test_over_the_budget_the_button_is_off_and_says_why(still_film, page, qtbot, monkeypatch):
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")
    set_limits(still_film.jobs.store.database, {"day": 0.05})
    page.asking.choose_model("kling/kling-3-pro", "fal")
    page.asking.set_option("fit", "pad")
    footer = page.request.footer
    wait_for(qtbot, lambda: page.asking.answer.form.model == "kling/kling-3-pro")
    wait_for(qtbot, lambda: "more than the $0.05 left today" in footer.refusal.text())
    assert not footer.button.isEnabled()
    page.generate()
    assert still_film.jobs.jobs == ()


@pytest.mark.usefixtures("wordless")
def test_an_unknown_price_under_a_budget_must_be_allowed(still_film, page, qtbot, monkeypatch):
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")
    set_limits(still_film.jobs.store.database, {"day": 5.0})
    page.asking.choose_model("luma/ray-3.2", "fal")
    footer = page.request.footer
    wait_for(qtbot, lambda: page.asking.answer.form.model == "luma/ray-3.2")
    wait_for(qtbot, footer.allow.isVisible)
    assert not footer.button.isEnabled()
    footer.allow.click()
    wait_for(qtbot, footer.button.isEnabled)


@pytest.mark.usefixtures("wordless")
def test_playing_moves_the_playhead_through_the_shot_and_stops_out_of_sight(
    still_film, page, qtbot
):
    seen = []
    still_film.session.frame_changed.connect(lambda: seen.append(still_film.session.frame))
    page.stage.camera.player.play()
    wait_for(qtbot, lambda: len(set(seen)) >= 3)
    assert set(seen) <= {0.0, 1.0, 2.0, 3.0}
    page.hide()
    assert not page.stage.camera.player.playing


def test_nothing_runs_while_nothing_happens(still_film, page, qtbot):
    read_words(qtbot, page)
    qtbot.wait(800)
    running = [
        timer.objectName() or timer for timer in page.findChildren(QTimer) if timer.isActive()
    ]
    assert running == []


@pytest.mark.usefixtures("wordless")
def test_out_of_sight_an_edit_asks_for_nothing(still_film, page, qtbot):
    page.hide()
    asked = []
    page.asking.judged.connect(lambda: asked.append(1))
    node = still_film.session.scene.nodes[-1]
    still_film.session.do(
        "Rename", lambda p: set_node(p, still_film.session.scene.id, node.id, name="Hoop")
    )
    qtbot.wait(500)
    assert asked == []


@pytest.mark.usefixtures("wordless")
def test_the_list_of_models_moves_into_a_popover_where_there_is_no_room(page, qtbot, shoot):
    assert not page.place.folded
    page.resize(1280, 752)
    wait_for(qtbot, lambda: page.place.folded)
    assert page.place.button.isVisible()
    page.place.open()
    wait_for(qtbot, page.models.isVisible)
    page.models.grab().save("out/studio/visualize-popover.png")
    page.asking.choose_model("local/noir", "local")
    wait_for(qtbot, lambda: not page.place.popover.isVisible())
    assert page.place.button.text().startswith("Noir")
    page.resize(1600, 932)
    wait_for(qtbot, lambda: not page.place.folded and page.models.isVisible())
