"""The shell: text stays text, scripts run by their hash alone, and nobody outside is asked."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualize.pages.shell import PLAYER_SCRIPTS, PLAYER_STYLES, Page, page_text, write_page

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Blocks(HTMLParser):
    """Collects what another reader of HTML takes for scripts, title and markup."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        if self.tags[-1:] in (["script"], ["title"]):
            self.texts.append((self.tags[-1], data))


def page_of(title="t", **data):
    return Page(
        title=title, body="gallery.html", styles=PLAYER_STYLES, scripts=("dom.js",), data=data
    )


def read(text):
    blocks = Blocks()
    blocks.feed(text)
    return blocks


@given(title=st.text(min_size=1), data=st.dictionaries(st.text(), PLAIN, max_size=4))
def test_any_data_and_title_come_back_as_they_were_and_add_no_markup(title, data):
    page = Page(title=title, body="gallery.html", styles=(), scripts=(), data=data)
    blocks = read(page_text(page))
    empty = Page(title="t", body="gallery.html", styles=(), scripts=())
    assert blocks.tags == read(page_text(empty)).tags
    written = [text for tag, text in blocks.texts if tag == "script"]
    assert json.loads("".join(written)) == data


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        page_text(page_of(value=value))


def test_chromium_runs_our_scripts_and_nothing_that_was_added(browser, tmp_path):
    text = page_text(page_of("before", note="</script><script>document.title='bad'</script>"))
    added = text.replace(
        "</body>",
        "<script>document.title = 'added'</script><img src='x' onerror=\"document.title='bad'\">"
        "<script src='beside.js'></script><link rel='stylesheet' href='beside.css'></body>",
    )
    (tmp_path / "beside.js").write_text("document.title = 'beside'")
    (tmp_path / "beside.css").write_text("body { display: none }")
    (tmp_path / "index.html").write_text(added)
    browser.open(tmp_path / "index.html")
    browser.wait("return document.readyState === 'complete'")
    assert browser.run("return document.title") == "before"
    assert browser.run("return pageData().note").startswith("</script>")
    assert browser.run("return getComputedStyle(document.body).display") != "none"
    complaints = browser.complaints()
    assert sum("Content Security Policy" in line for line in complaints) == 4


def test_chromium_reaches_nobody_from_a_page(browser, tmp_path):
    index = write_page(tmp_path, page_of())
    browser.open(index)
    answer = browser.run(
        "return fetch('https://example.com/').then(() => 'reached', () => 'refused')"
    )
    assert answer == "refused"
    asked = browser.run(
        "const image = new Image(); return new Promise((done) => {"
        " image.onload = () => done('reached'); image.onerror = () => done('refused');"
        " image.src = 'https://example.com/a.png'; })"
    )
    assert asked == "refused"
    assert any("Content Security Policy" in line for line in browser.complaints())
    assert browser.requests() == ["https://example.com/a.png"]  # asked for by this test, refused


def test_no_part_of_a_page_names_an_address_beyond_it():
    page = Page(
        title="t", body="gallery.html", styles=(*PLAYER_STYLES, "gallery.css"),
        scripts=(*PLAYER_SCRIPTS, "gallery_wall.js"),
    )  # fmt: skip
    found = set(re.findall(r"https?://[^\s\"'`]+", page_text(page)))
    assert found <= {"http://www.w3.org/2000/svg"}
