"""The compare page in a real browser: in step, honest views, blind where it says so, votes kept.

Every clip tells its frame in bars; what a pane shows is read from a picture of the window.
"""

import io
import json
import re
import time

import numpy as np
import pytest
from PIL import Image

from tests.builders.told_clips import read_number, told_clip, told_take
from tests.builders.told_comparison import (
    NAMES,
    nearest,
    told_comparison,
    told_measures,
    told_project,
)
from visualize.compare.showing import compared
from visualize.leaderboard.votes import VoteFile
from visualize.pages.compare import write_compare_page
from visualize.previews import Previews
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu
START, FRAMES = 24, 24


@pytest.fixture(scope="module")
def made(shared_context, tmp_path_factory):
    """The page of the four takes that tell their frames."""
    folder = tmp_path_factory.mktemp("film")
    comparison = told_comparison(folder)
    with Renderer(shared_context) as own:
        page = write_compare_page(
            comparison, folder / "page", previews=Previews(folder / "kept"), renderer=own
        )
    return comparison, page


@pytest.fixture
def page(made, browser):
    """The page, opened, with all panes on the first frame."""
    browser.open(made[1])
    settle(browser)
    return browser


def settle(browser):
    browser.wait("return !page.ensemble.playing && page.ensemble.settled")


def seek(browser, scene_frame):
    browser.run("page.ensemble.seek(arguments[0])", scene_frame - START)
    settle(browser)


def key(browser, name):
    browser.run(
        "document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))",
        name,
    )


def window(browser):
    """Return what the window shows, (H, W, 3)."""
    png = browser.driver.get_screenshot_as_png()
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def pictures(browser):
    """Return what each take's pane shows, in the order of their letters, from one screenshot."""
    boxes = browser.run(
        "return [...document.querySelectorAll('.pane .picture')].slice(1)"
        ".map(p => p.getBoundingClientRect()).map(b => [b.x, b.y, b.width, b.height])"
    )
    whole = window(browser)
    return [
        whole[round(y) + 2 : round(y + h) - 2, round(x) + 2 : round(x + w) - 2]
        for x, y, w, h in boxes
    ]


def told(browser):
    """Return the numbers that the takes' panes tell; a pane without a frame there is dimmed."""
    parts = [picture.astype(int) for picture in pictures(browser)]
    return [read_number(np.where(part > 50, 255, 0)) for part in parts]


@pytest.mark.parametrize("scene_frame", [24, 25, 27, 31, 33, 40, 46, 47])
def test_sought_panes_show_the_frames_that_stand_for_the_moment(page, scene_frame):
    seek(page, scene_frame)
    assert told(page) == [nearest(place, scene_frame) for place in range(4)]


def test_after_playing_all_panes_stop_at_the_same_moment(page):
    for _ in range(3):
        page.run("page.ensemble.play()")
        time.sleep(0.37)
        page.run("page.ensemble.pause()")
        settle(page)
        now = page.run("return page.ensemble.frame") + START
        assert told(page) == [nearest(place, now) for place in range(4)]


def test_while_it_plays_no_pane_is_more_than_a_frame_of_its_own_away_from_the_others(page):
    page.run("page.ensemble.speed = 0.5; page.ensemble.play()")
    page.wait("return page.ensemble.frame > 2")
    apart = []
    for _ in range(6):
        fast, slow = told(page)[:2]
        apart.append(fast - 2 * slow)  # the second runs at half the rate
        time.sleep(0.05)
    page.run("page.ensemble.pause(); page.ensemble.speed = 1")
    assert all(-2 <= one <= 3 for one in apart), apart


def test_all_wait_for_a_clip_that_is_not_ready_and_go_on_together(page):
    stalls = (
        "Object.defineProperty(page.panes[2], 'ready', {get: () => false, configurable: true});"
    )
    page.run(stalls + "page.ensemble.play()")
    time.sleep(0.4)
    assert page.run("return page.ensemble.frame") == 0
    assert "waiting for a clip" in page.run("return document.body.innerText")
    page.run("delete page.panes[2].ready")
    page.wait("return page.ensemble.frame > 2")
    assert "all in step" in page.run("return document.body.innerText")
    page.run("page.ensemble.pause()")
    settle(page)
    now = page.run("return page.ensemble.frame") + START
    assert told(page) == [nearest(place, now) for place in range(4)]


def test_keys_step_single_frames_and_go_to_both_ends(page):
    seek(page, 30)
    found = []
    for name in (".", ".", ",", "End", "Home"):
        key(page, name)
        settle(page)
        found.append(told(page)[0] + START)
    assert found == [31, 32, 31, 47, 24]


def test_a_take_that_has_ended_says_so_and_a_still_never_ends(page):
    seek(page, 40)
    tags = page.run(
        "return [...document.querySelectorAll('.pane .tag')]"
        ".map(tag => tag.hidden ? '' : tag.textContent)"
    )
    assert tags == ["", "", "", "Ended", ""]


def pair(browser, under, over):
    browser.run(
        "for (const [name, value] of [['Below', arguments[0]], ['Above', arguments[1]]]) {"
        "const select = document.querySelector(`select[aria-label=${name}]`);"
        "select.value = value; select.dispatchEvent(new Event('change')); }",
        under, over,
    )  # fmt: skip


def stage(browser):
    box = browser.run(
        "const b = document.querySelector('.pane.over .picture').getBoundingClientRect();"
        "return [b.x, b.y, b.width, b.height]"
    )
    x, y, wide, high = map(round, box)
    return window(browser)[y : y + high, x : x + wide]


def test_left_of_the_wipe_is_the_lower_picture_and_right_of_it_the_upper(page):
    key(page, "w")
    pair(page, 1, 2)  # a red take below, a green one above
    for share in (0.3, 0.7):
        page.run("document.querySelector('.wipe-line').focus()")
        now = page.run("return Number(document.querySelector('.wipe-line').ariaValueNow) / 100")
        name = "ArrowRight" if share > now else "ArrowLeft"
        for _ in range(round(abs(share - now) / 0.02)):
            page.run(
                "document.querySelector('.wipe-line').dispatchEvent("
                "new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))",
                name,
            )
        shown = stage(page)
        row = shown[shown.shape[0] // 4].astype(int)
        is_green = row[:, 1] > row[:, 0]
        line = round(share * shown.shape[1])
        assert not is_green[10 : line - 20].any()
        assert is_green[line + 20 : -10].all()


def test_a_wipe_is_dragged_by_the_pointer(page):
    from selenium.webdriver import ActionChains

    key(page, "w")
    line = page.driver.find_element("css selector", ".wipe-line i")
    before = line.rect["x"]
    ActionChains(page.driver).drag_and_drop_by_offset(line, 120, 0).perform()
    assert line.rect["x"] - before == pytest.approx(120, abs=2)


def test_a_take_differs_from_itself_nowhere_and_from_another_somewhere(page):
    key(page, "d")
    pair(page, 1, 2)
    assert stage(page)[:, :, :].max() > 60
    page.run("page.panes[2].element.src = page.panes[1].element.src")
    page.wait("return page.panes[2].element.readyState >= 2")
    page.run("page.panes[2].element.currentTime = page.panes[1].element.currentTime")
    page.wait("return !page.panes[2].element.seeking")
    time.sleep(0.3)
    shown = stage(page)
    middle = shown[8 : shown.shape[0] - 48, 8:-8]  # without what the captions write
    assert middle.max() <= 6


def test_the_onion_skin_mixes_both_pictures_by_its_strength(page):
    key(page, "o")
    pair(page, 1, 2)
    page.run(
        "const s = document.querySelector('input[aria-label=Strength]');"
        "s.value = 50; s.dispatchEvent(new Event('input'))"
    )
    shown = stage(page)
    mixed = np.median(shown[20 : shown.shape[0] // 3].reshape(-1, 3), axis=0)
    expected = (np.array((200, 60, 60)) + np.array((60, 200, 60))) / 2
    assert np.abs(mixed - expected).max() < 12


def test_a_key_pressed_again_leads_back_to_side_by_side(page):
    for name in "wdo":
        key(page, name)
        assert page.run("return document.querySelector('#panes').dataset.view") != "side"
        key(page, name)
        assert page.run("return document.querySelector('#panes').dataset.view") == "side"


def test_a_drag_on_the_curves_scrubs(page):
    from selenium.webdriver import ActionChains

    plot = page.driver.find_element("css selector", ".curves")
    ActionChains(page.driver).move_to_element(plot).click().perform()
    settle(page)
    shown = page.run("return page.ensemble.frame")
    assert abs(shown - (FRAMES - 1) / 2) <= 1


def test_the_findings_are_in_order_and_what_is_unknown_is_a_dash(page):
    rows = page.run(
        "return [...document.querySelectorAll('.findings tbody tr')]"
        ".map(r => [...r.children].map(c => c.innerText.trim()))"
    )
    assert [row[1] for row in rows] == ["91", "72", "40", "–"]
    assert [row[0].split()[0] for row in rows] == ["A", "B", "C", "D"]
    assert [row[8].lower() for row in rows] == [
        "$0.50 to $0.70 est.", "$0.30", "unknown", "$0.50 to $0.70 est.",
    ]  # fmt: skip


def test_a_blind_page_names_no_take_anywhere(made, page):
    comparison, file = made
    for name in ("p", "w", "b"):
        key(page, name)
    everything = page.run("return document.documentElement.outerHTML + document.title")
    secrets = [*NAMES, "acme"]
    for entry in comparison.entries:
        secrets += [entry.row.take.id, entry.row.path.stem, entry.row.take.of.project]
    assert [
        secret for secret in secrets if re.search(rf"\b{re.escape(secret)}\b", everything)
    ] == []
    shown = page.run("return document.body.innerText")
    assert not re.search(r"\$|\b(91|72|40)\b|no AI", shown)
    beside = " ".join(path.name for path in (file.parent / "media").iterdir())
    assert not any(secret in beside for secret in secrets)


def test_the_order_of_a_blind_page_follows_from_its_seed_alone(made, browser):
    def order(seed):
        browser.driver.get(made[1].as_uri() + f"#blind={seed}")
        browser.driver.refresh()
        settle(browser)
        return browser.run(
            "return [...document.querySelectorAll('.pane')].slice(1).map(f => f.style.order)"
        )

    found = [order(seed) for seed in (7, 8, 9, 10, 11, 7)]
    assert found[0] == found[-1]
    assert len({tuple(one) for one in found}) > 2
    assert all(sorted(one) == ["1", "2", "3", "4"] for one in found)


def test_a_vote_names_winner_and_losers_and_is_handed_over_as_a_file(made, page, tmp_path):
    page.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    for place in (0, 2):
        page.run("page.blind(arguments[0])", 1234 + place)
        page.run("document.querySelectorAll('.vote')[arguments[0]].click()", place)
    assert "2 votes in this page, not saved yet" in page.run("return document.body.innerText")
    page.run("document.querySelector('.kept-votes button').click()")
    file = tmp_path / "votes.json"
    until = time.monotonic() + 10
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)
    content = json.loads(file.read_text())
    assert len(VoteFile.model_validate_json(file.read_text()).votes) == 2  # who reads it agrees
    assert (content["kind"], content["version"]) == ("shotwright-votes", 1)
    ids = {entry.row.take.id for entry in made[0].entries}
    for vote, seed in zip(content["votes"], (1234, 1236), strict=True):
        assert {vote["winner"], *vote["losers"]} == ids
        assert len(vote["losers"]) == 3
        assert vote["shot"] == made[0].shot.id
        assert (vote["blind"], vote["seed"]) == (True, seed)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", vote["at"])
    assert ", saved" in page.run("return document.body.innerText")


def test_the_winner_is_the_take_that_was_seen_under_the_number(made, page):
    page.run("page.blind(99)")
    order = page.run(
        "return [...document.querySelectorAll('.pane')].slice(1).map(f => Number(f.style.order))"
    )
    page.run("document.querySelectorAll('.vote')[0].click()")
    letter = "ABCD"[order.index(1)]
    assert f"You chose {letter}" in page.run("return document.body.innerText")


def test_a_pick_is_told_as_the_command_that_makes_it(made, page):
    key(page, "2")
    key(page, "p")
    stem = made[0].entries[1].row.path.stem
    assert f"shotwright takes pick {stem}" in page.run("return document.body.innerText")


def test_names_come_back_when_the_blind_vote_is_left(page):
    key(page, "b")
    key(page, "b")
    assert all(name in page.run("return document.body.innerText") for name in NAMES)


@pytest.mark.parametrize("width", [1440, 1000, 420])
def test_nothing_hangs_out_of_the_window_at_any_width(page, width):
    page.resize(width, 900)
    time.sleep(0.2)
    for name in ("s", "w"):
        key(page, name)
        assert page.run("return document.documentElement.scrollWidth") <= width
    page.resize(1440, 900)


def test_text_of_a_project_never_becomes_markup(shared_context, browser, tmp_path):
    project, shot = told_project(tmp_path)
    evil = "</script><script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
    files = [told_clip(tmp_path / f"{n}.mp4", 3, tint=(n, 90, 90)) for n in (1, 2)]
    rows = [
        told_take(project, shot, file, number, frames=3, model=evil)
        for number, file in enumerate(files, 1)
    ]
    measures = {row.take.id: told_measures(row, 50.0) for row in rows}
    named = project.replace(name=evil)
    comparison = compared(named, shot.replace(name=evil), rows, measures)
    with Renderer(shared_context) as own:
        file = write_compare_page(
            comparison, tmp_path / "page", previews=Previews(tmp_path / "kept"), renderer=own
        )
    browser.open(file)
    settle(browser)
    assert browser.run("return document.title") == f"Compare {shot.number}"
    assert "<img src=x" in browser.run("return document.body.innerText")
