"""The page in the states that a day brings, written to be looked at, in both themes."""

import json
import time

import pytest
from PySide6.QtWidgets import QApplication

from compose.edits import set_prompt
from models.modes import Mode
from models.registry import Registry
from models.request import Options
from studio.desk import Desk
from studio.session import Session
from studio.theme import Theme
from studio.visualize_mode import VisualizePage
from studio.visualize_mode.job_rows import Deed, Stand
from tests.studio.conftest import wait_for
from visualize.brief.ordering import Wish, place_orders
from visualize.jobs.budget import set_limits
from visualize.jobs.store import JobStore

pytestmark = pytest.mark.gpu

PAID = "kling/kling-3-pro"


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")


def put(store, job, **cells):
    """Let a job stand as a runner would have left it."""
    cells = {"progress_at": time.time(), **cells}
    columns = ", ".join(f"{name} = ?" for name in cells)
    with store.database.transaction() as connection:
        connection.execute(f"UPDATE jobs SET {columns} WHERE id = ?", (*cells.values(), job))


def busy_day(project):
    """Place seven orders and leave each in another state."""
    shot = project.in_sequence()[0]
    registry = Registry.discover()
    paid = Wish(mode=Mode.FROM_ANIMATION, options=Options(fit="pad"), takes=6, snap=True)
    local = Wish(mode=Mode.FROM_ANIMATION)
    orders = place_orders(project, [shot], [PAID], paid, registry)
    orders += place_orders(project, [shot], ["local/ink"], local, registry)
    now = time.time()
    with JobStore() as store:
        set_limits(store.database, {"day": 25.0})
        ids = store.place(orders)
        sent = {
            "sent_at": now - 95,
            "submitted_at": now - 94,
            "remote": json.dumps({"id": "r"}),
            "charge": "reserved",
            "charged_at": now,
        }
        put(store, ids[0], state="running", fraction=0.62, **sent)
        put(store, ids[1], state="running", message="third in queue", **sent)
        put(store, ids[2], state="running", fraction=0.4, **sent | {"progress_at": now - 320})
        put(store, ids[3], state="uncertain", sent_at=now, charge="possible", charged_at=now)
        put(
            store,
            ids[4],
            state="failed",
            finished_at=now,
            charge="none",
            message="fal refused the clip: its guide is shorter than 3 s. Make the shot longer.",
        )
        put(store, ids[5], state="uploading", fraction=None)
        put(store, ids[6], state="preparing", fraction=0.57, message="drawing the guide")
    return ids


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_state_of_a_job_says_what_happened_and_what_can_be_done(
    open_desk, shoot, qtbot, key, no_runner, scheme
):
    project = open_desk("product").session.project
    shot = project.in_sequence()[0]
    ids = busy_day(project)
    stale = set_prompt(project, shot.id, "lighting", "Cold moonlight from the left.", seen="old")
    desk = open_desk(set_prompt(stale, shot.id, "scene", "The bottle turns.", seen="old"))
    if scheme == "light":
        theme = Theme("light")
        theme.apply(QApplication.instance())
        desk = Desk.of(Session(desk.session.project), theme, desk.settings, desk.drawing)
    try:
        page = VisualizePage(desk)
        shoot(page, f"visualize-states-{scheme}", (1600, 932))
        wait_for(qtbot, lambda: page.asking.answer is not None)
        page.asking.choose_model(PAID, "fal")
        wait_for(
            qtbot,
            lambda: page.asking.prompt is not None and page.asking.answer.form.model == PAID,
            40,
        )
        rows = {row.job.id: row for row in page.jobs.model.rows}
        assert [rows[id_].stand for id_ in ids] == [
            Stand.RUNNING, Stand.RUNNING, Stand.STALLED, Stand.STALLED, Stand.FAILED,
            Stand.RUNNING, Stand.RUNNING,
        ]  # fmt: skip
        assert rows[ids[3]].deeds == (Deed.MADE, Deed.NOT_MADE)
        assert page.request.prompt._band.isVisible()
        shoot(page, f"visualize-states-{scheme}", (1600, 932), 600)
        page.stage.tabs.setCurrentIndex(1)
        shoot(page, f"visualize-sent-{scheme}", (1280, 752), 600)
    finally:
        if scheme == "light":
            Theme("dark").apply(QApplication.instance())
