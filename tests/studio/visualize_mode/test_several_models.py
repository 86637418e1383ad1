"""Several models asked at once: ticking, the sum of prices, orders, and looks to begin with."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from models.modes import Mode
from studio.visualize_mode import VisualizePage
from studio.visualize_mode.form import Form
from studio.visualize_mode.model_delegate import ENTRY
from studio.visualize_mode.model_rows import ModelRow
from studio.visualize_mode.modes import mode_words
from tests.studio.conftest import wait_for
from visualize.brief.ordering import plan_orders
from visualize.jobs.store import JobStore

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
KEYS = st.tuples(st.sampled_from("abcd"), st.sampled_from(["local", "fal"]))


@given(st.lists(KEYS, max_size=12))
def test_ticking_keeps_each_model_once_and_at_least_one(ticks) -> None:
    form, expected = Form(), []
    for key in ticks:
        form = form.with_ticked(key)
        if key in expected and len(expected) > 1:
            expected.remove(key)
        elif key not in expected:
            expected.append(key)
        assert sorted(form.keys) == sorted(expected)
        assert form.count == max(len(expected), 1)


def test_the_button_says_how_many() -> None:
    words = mode_words()[Mode.FROM_ANIMATION]
    assert (words.asks(1), words.asks(3)) == ("Capture Animation", "Capture 3 Animations")


@pytest.fixture
def page(still_film, qtbot, no_runner, wordless) -> VisualizePage:
    page = VisualizePage(still_film)
    qtbot.addWidget(page)
    page.resize(1600, 932)
    with qtbot.waitExposed(page):
        page.show()
    wait_for(qtbot, lambda: page.asking.answer is not None)
    return page


def click(qtbot, page: VisualizePage, model: str, held=Qt.KeyboardModifier.NoModifier) -> None:
    view = page.models.view
    for place in range(page.models.model.rowCount()):
        entry = view.model().index(place, 0).data(ENTRY)
        if isinstance(entry, ModelRow) and entry.card.id == model:
            view.scrollTo(view.model().index(place, 0))
            at = view.visualRect(view.model().index(place, 0)).center()
            qtbot.mouseClick(view.viewport(), LEFT, held, at)
            return
    raise AssertionError(model)


def ordered() -> list[str]:
    with JobStore() as store:
        return sorted(job.model for job in store.jobs())


def test_three_takes_by_three_models_are_four_clicks(qtbot, page) -> None:
    qtbot.mouseClick(page.models.several, LEFT)
    begun = page.asking.form.model
    wanted = [m for m in ("local/ink", "local/toon", "local/noir") if m != begun][:2]
    for model in wanted:
        click(qtbot, page, model)
    footer = page.request.footer
    wait_for(qtbot, lambda: page.asking.answer.form == page.asking.form)
    wait_for(qtbot, footer.button.isEnabled)
    assert footer.button.text() == "Capture 3 Animations"
    qtbot.mouseClick(footer.button, LEFT)
    wait_for(qtbot, lambda: len(ordered()) == 3)
    assert ordered() == sorted([begun, *wanted])


def test_ctrl_click_asks_one_more(qtbot, page) -> None:
    begun = page.asking.form.model
    other = next(m for m in ("local/ink", "local/toon") if m != begun)
    click(qtbot, page, other, CTRL)
    assert page.models.several.isChecked()
    assert {model for model, _ in page.asking.form.keys} == {begun, other}
    qtbot.mouseClick(page.models.several, LEFT)
    assert [model for model, _ in page.asking.form.keys] == [other], "one again: that is shown"


def test_looks_to_begin_with_are_one_click_and_free(qtbot, page, still_film) -> None:
    assert page.jobs.draft.isVisible()
    qtbot.mouseClick(page.jobs.draft, LEFT)
    wait_for(qtbot, lambda: len(ordered()) == 3)
    assert len(set(ordered())) == 3
    assert all(model.startswith("local/") for model in ordered())
    with JobStore() as store:
        assert {job.high_usd for job in store.jobs()} == {0.0}
    wait_for(qtbot, lambda: not page.jobs.draft.isVisible())


def test_the_price_is_the_sum_of_what_each_would_cost(qtbot, page, monkeypatch, still_film) -> None:
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")
    page.asking.set_several(on=True)
    models = ("kling/kling-3-pro", "kling/kling-2.6-pro")
    page.asking.change(page.asking.form.with_model((models[0], "fal")).with_option("fit", "pad"))
    page.asking.choose_model(models[1], "fal")
    wait_for(qtbot, lambda: page.asking.answer.form.keys == page.asking.form.keys)
    priced, shot = page.asking.answer.quote, page.asking.shot
    project = still_film.session.project
    each = [
        plan_orders(
            project, (shot,), (model,), page.asking.form.wish(shot, 0.0, "fal"),
            page.asking.answer.registry,
        )[0].estimate
        for model in models
    ]  # fmt: skip
    total = sum(Fraction(str(one.high_usd)) for one in each)
    assert priced.high_usd == pytest.approx(float(total))


def test_a_model_without_its_key_says_so_beside_the_button_and_offers_to_add_it(
    qtbot, page, monkeypatch
) -> None:
    monkeypatch.delenv("FAL_KEY", raising=False)
    asked = []
    monkeypatch.setattr("studio.visualize_mode.order_footer.open_keys", asked.append)
    page.asking.choose_model("kling/kling-3-pro", "fal")
    footer = page.request.footer
    wait_for(qtbot, footer.add_key.isVisible)
    assert not footer.button.isEnabled()
    assert footer.add_key.text() == "Add a fal key"
    wait_for(qtbot, lambda: "No fal key yet" in footer.refusal.text())
    qtbot.mouseClick(footer.add_key, LEFT)
    assert asked
