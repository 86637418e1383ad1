"""The gallery in a real Chromium, from the disk: it finds, plays, tells, and asks nobody."""

import json
import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.builders.gallery_page import FRAMES, MARKUP, grey_of, write_small_gallery
from visualize.pages.gallery import gallery_page
from visualize.pages.shell import write_page

PAGE_DATA = re.compile(r'id="page-data">(.*?)</script>', re.DOTALL)
CARDS = "return [...document.querySelectorAll('.shot:not([hidden]) .card')]"
VIDEO = "const video = document.querySelector('video');"


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return write_small_gallery(tmp_path_factory.mktemp("gallery")).index


@pytest.fixture
def page(browser, index):
    """The gallery, open, its first take chosen and ready to play."""
    browser.open(index)
    browser.wait(f"{VIDEO} return video.readyState >= 2 && !video.seeking")
    return browser


def data_of(index):
    return json.loads(PAGE_DATA.search(index.read_text("utf-8"))[1])


def press(page, *keys):
    page.driver.switch_to.active_element.send_keys(*keys)


def texts(page, selector):
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)"
    return page.run(script, selector)


def titles(page):
    page.wait(f"{CARDS}.every((card) => card.firstChild)")  # once they have come into view
    return page.run(f"{CARDS}.map((card) => card.querySelector('.who').textContent)")


def tick(page, name):
    page.run(
        "[...document.querySelectorAll('.tick')].find((t) => t.innerText.startsWith(arguments[0]))"
        ".querySelector('input').click()",
        name,
    )


def seen_grey(page, selector="video"):
    """The grey in the middle of what the window shows there: pixels, not what the page believes."""
    element = page.driver.find_element(By.CSS_SELECTOR, selector)
    with Image.open(BytesIO(element.screenshot_as_png)) as picture:
        pixels = np.asarray(picture.convert("L")).astype(float)
    height, width = pixels.shape
    return pixels[height // 3 : height // 2, width // 3 : width // 2].mean()


def frame_words(page):
    words = page.run("return document.querySelector('.transport .frame').textContent")
    return words.replace("\xa0", " ")


def settled(page):
    page.wait(f"{VIDEO} return !video.seeking && video.readyState >= 2")
    page.run(
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def test_takes_stand_by_shot_and_a_shot_without_takes_says_how_to_make_one(page):
    assert [line.split("\n")[0] for line in texts(page, ".shot h2")] == ["010", "020", "030"]
    assert len(titles(page)) == 4
    assert "shotwright generate --shot 030" in texts(page, ".shot:last-child .empty")[0]
    assert page.run("return document.querySelector('.card[aria-current]').textContent").count("T1")
    assert texts(page, "#totals") == ["4 takes · $1.95 and 1 price unknown"]


def test_text_of_a_project_is_shown_and_never_run(page):
    page.run("document.querySelector('.card').click()")
    assert page.run("return document.querySelector('.prompt p').textContent") == MARKUP
    assert page.run("return document.querySelectorAll('img[src=x]').length") == 0
    names = page.run(
        "return [...document.querySelectorAll('.tick .name')].map((e) => e.textContent)"
    )
    assert MARKUP in names


@pytest.mark.parametrize("frame", [0, 1, 5, 6, FRAMES - 1])
def test_a_frame_that_is_sought_is_the_one_that_is_seen(page, frame):
    page.run(
        "const scrub = document.querySelector('.scrubbing input');"
        "scrub.value = arguments[0]; scrub.dispatchEvent(new Event('input'));",
        frame,
    )
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(frame), abs=7)
    assert frame_words(page) == f"f {100 + min(frame, 8)} · {frame + 1} of {FRAMES}"


def test_dot_and_comma_step_by_one_frame_and_stop_at_the_ends(page):
    press(page, *".....")
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(5), abs=7)
    press(page, ",,")
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(3), abs=7)
    press(page, ",,,,,,")
    settled(page)
    assert frame_words(page).endswith(f"1 of {FRAMES}")
    press(page, Keys.END, "...")
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(FRAMES - 1), abs=7)


def test_space_plays_and_stops_and_time_is_told_as_minutes_and_seconds(page):
    assert texts(page, ".transport .time") == ["0:00.0 / 0:00.5"]
    press(page, Keys.SPACE)
    page.wait(f"{VIDEO} return !video.paused && video.currentTime > 0.2")
    assert page.run("return document.querySelector('.transport button').title") == "Pause (Space)"
    press(page, Keys.SPACE)
    page.wait(f"{VIDEO} return video.paused")
    settled(page)
    shown = int(frame_words(page).split("· ")[1].split()[0]) - 1
    assert seen_grey(page) == pytest.approx(grey_of(shown), abs=7)


def test_l_plays_faster_k_stops_and_j_goes_backwards(page):
    press(page, "l", "l")
    page.wait(f"{VIDEO} return !video.paused && video.playbackRate === 2")
    press(page, "k", Keys.END)
    settled(page)
    press(page, "j")
    page.wait(f"{VIDEO} return video.paused && video.currentTime < 0.1")
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(0), abs=7)


def test_m_gives_sound_where_there_is_any_and_else_says_there_is_none(page):
    assert page.run(f"{VIDEO} return video.muted")
    press(page, "m")
    page.wait(f"{VIDEO} return !video.muted")
    press(page, "m")
    page.wait(f"{VIDEO} return video.muted")
    press(page, Keys.ARROW_DOWN)
    mute = "return document.querySelector('.transport button[title*=\"sound\"]').disabled"
    assert page.run(mute)


def test_enter_fills_the_screen_where_arrows_are_frames_and_escape_leaves_it(page):
    press(page, Keys.ENTER)
    page.wait("return document.fullscreenElement !== null")
    press(page, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    settled(page)
    assert frame_words(page).endswith(f"3 of {FRAMES}")
    press(page, "f")
    page.wait("return document.fullscreenElement === null")
    assert page.run("return document.querySelectorAll('.card[aria-current]').length") == 1


def test_arrows_go_from_take_to_take_and_over_shots(page):
    def current():
        script = "return document.querySelector('.card[aria-current]').getAttribute('aria-label')"
        return page.run(script).split(",")[0]

    page.run("document.querySelector('.card').click()")
    assert current() == "Take 2 of 010"
    press(page, Keys.ARROW_RIGHT)
    assert current() == "Take 1 of 010"
    press(page, Keys.ARROW_DOWN)
    assert current() == "Take 1 of 020"
    press(page, Keys.ARROW_LEFT)
    assert current() == "Take 2 of 020"
    press(page, Keys.ARROW_UP)
    assert current() == "Take 2 of 010"
    assert page.run("return document.activeElement.matches('.card[aria-current]')")


@pytest.mark.parametrize(
    ("name", "left"),
    [("Picked", ["T1"]), ("Stale", ["T2"]), ("Kept", ["T2", "T1", "T2"]), ("wire", ["T1"]),
     ("Still image", ["T2"]), ("020", ["T2", "T1"])],
)  # fmt: skip
def test_a_ticked_filter_leaves_what_it_names_and_its_count_said_so(page, name, left):
    entry = next(line for line in texts(page, ".tick") if line.startswith(name))
    assert int(entry.split("\n")[-1]) == len(left)
    tick(page, name)
    assert [title.split()[0] for title in titles(page)] == left
    page.run("document.querySelector('#active button').click()")
    assert len(titles(page)) == 4
    assert not page.run("return document.querySelector('.tick input:checked')")


def test_filters_that_leave_nothing_say_so_and_are_taken_off_together(page):
    tick(page, "Picked")
    tick(page, "Rejected")
    assert titles(page) == []
    assert texts(page, "#nothing p") == ["No take matches."]
    page.run("document.getElementById('reset-here').click()")
    assert len(titles(page)) == 4


@pytest.mark.parametrize(
    ("words", "count"),
    [("window", 1), ("DUSK", 1), ("hand melts", 1), ("rain dusk", 1), ("zebra", 0), ("020", 2)],
)
def test_search_finds_words_of_prompt_tag_note_and_shot(page, words, count):
    press(page, "/")
    press(page, words)
    assert len(titles(page)) == count
    press(page, Keys.ESCAPE)
    assert len(titles(page)) == 4


def test_the_panel_tells_standing_fidelity_and_provenance(page):
    panel = page.driver.find_element(By.ID, "detail").text
    for words in (
        "010 · Take 1", "Current", "Pick for 010", "88", "Pan 30 % slow.", "motion 88", "camera –",
        "From animation", "Acme Dream via acme", "12 frames at 24 fps, with sound",
        "scene frames 100 to 108, 1 : 1, the last one held",
        "$0.50 to $0.70 estimated, billed unknown", "Rain on the window.", "dusk",
        "Her hand melts.", "010_a_take1.mp4",
    ):  # fmt: skip
        assert words in panel
    page.run("document.querySelector('.card').click()")
    panel = page.driver.find_element(By.ID, "detail").text
    assert "The camera moved." in panel
    assert "$0.50 to $0.70 estimated, $1.25 billed" in panel


def test_a_remark_and_the_curve_lead_to_the_frames_they_speak_of(page):
    press(page, Keys.END)
    page.run("document.querySelector('.remark').click()")
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(3), abs=7)
    curve = page.driver.find_element(By.CSS_SELECTOR, ".curve")
    across = curve.size["width"] * ((8 + 0.5) / FRAMES - 0.5)
    ActionChains(page.driver).move_to_element_with_offset(curve, int(across), 0).click().perform()
    settled(page)
    assert seen_grey(page) == pytest.approx(grey_of(8), abs=7)
    assert page.run("return document.querySelector('.metric[title]').title") == (
        "Too little parallax."
    )


def test_a_still_is_shown_without_a_player(page):
    tick(page, "Still image")
    page.run("document.querySelector('.card').click()")
    page.wait(
        "const still = document.querySelector('.stage img'); return still.naturalWidth === 320"
    )
    assert not page.driver.find_element(By.CSS_SELECTOR, ".transport").is_displayed()


def test_the_pointer_scrubs_a_take_in_the_wall(page):
    thumb = page.driver.find_elements(By.CSS_SELECTOR, ".thumb")[0]
    width = thumb.size["width"]
    for part in (0.12, 0.54, 0.93):
        ActionChains(page.driver).move_to_element_with_offset(
            thumb, int((part - 0.5) * width), 0
        ).perform()
        page.wait("return document.querySelector('.thumb .film .strip') !== null")
        settled(page)
        tile = int(part * FRAMES)
        with Image.open(BytesIO(thumb.screenshot_as_png)) as picture:
            grey = np.asarray(picture.convert("L"))[40:60, 60:80].mean()
        assert grey == pytest.approx(grey_of(tile), abs=12)
    ActionChains(page.driver).move_by_offset(0, 400).perform()
    page.wait("return document.querySelector('.film') === null")


def test_on_a_narrow_window_the_take_comes_over_the_wall_and_goes_again(browser, index):
    browser.open(index, width=390, height=844)
    assert not browser.driver.find_element(By.ID, "detail").is_displayed()
    browser.run("document.querySelector('.card').click()")
    assert browser.driver.find_element(By.ID, "detail").size["width"] == 390
    browser.driver.find_element(By.CSS_SELECTOR, ".shut").click()
    assert not browser.driver.find_element(By.ID, "detail").is_displayed()
    browser.driver.find_element(By.ID, "show-filters").click()
    assert browser.driver.find_element(By.ID, "filters").is_displayed()
    assert browser.run("return document.documentElement.scrollWidth") == 390


def test_of_thousands_of_takes_only_those_in_sight_are_built(browser, index, tmp_path):
    takes = [data_of(index)["shots"][0]["takes"][0] | {"number": number} for number in range(3000)]
    many = {"project": "Long film", "shots": [{"id": "s", "number": "010", "name": "Wide",
            "gone": False, "takes": takes}]}  # fmt: skip
    (tmp_path / "media").symlink_to(index.parent / "media")
    browser.open(write_page(tmp_path, gallery_page(many)))
    built = "return document.querySelectorAll('.card:not(:empty)').length"
    assert browser.run("return document.querySelectorAll('.card').length") == 3000
    assert 8 <= browser.wait(built) < 200
    browser.run("const wall = document.getElementById('wall'); wall.scrollTop = wall.scrollHeight")
    browser.wait("return document.querySelector('.card:last-child .who')")
    assert browser.run(built) < 400


def test_a_gallery_without_takes_says_how_to_make_one(browser, tmp_path):
    browser.open(write_page(tmp_path, gallery_page({"project": "New", "shots": []})))
    assert "shotwright generate" in browser.driver.find_element(By.ID, "none").text
    assert not browser.driver.find_element(By.ID, "detail").is_displayed()
