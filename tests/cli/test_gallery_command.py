"""`gallery` writes a page of a project's takes, and says plainly what it did not."""

import pytest

from compose.files import load_project, save_project
from tests.builders.finished_jobs import finished_job, moving_box
from tests.builders.small_project import small_project
from visualize.takes.keeping import TakeKeeper


@pytest.fixture
def made(here):
    """A project with two takes of the shot ``020 push``."""
    root = here / "film"
    save_project(small_project(), root)
    project = load_project(root)
    keeper = TakeKeeper(lambda _: project, lambda *_: "", lambda _: ("Acme Dream", False))
    result = moving_box(here / "job" / "result.mp4")
    for name in ("job_aaaa1111", "job_bbbb2222"):
        keeper.keep(finished_job(root, (result,), job=name))
    return root


def test_the_page_is_written_and_named(shotwright, made, here):
    ending = shotwright("gallery", "film", "--html", "page", "--json")
    assert ending.status == 0
    assert ending.document == {"page": str(here / "page" / "index.html"), "takes": 2, "faults": {}}
    assert len(list((here / "page" / "media" / "clips").iterdir())) == 2
    assert shotwright("gallery", "film", "--html", "page").status == 0, "it may be made again"


def test_without_html_it_says_how_to_see_them(shotwright, made):
    ending = shotwright("gallery", "film")
    assert ending.status == 0
    assert "2 takes of 1 shot" in ending.out
    assert "--html" in ending.out
    assert shotwright("gallery", "film", "--full").status == 2


def test_a_project_without_takes_has_a_page_too(shotwright, film, here):
    assert shotwright("gallery", "film", "--html", "page").status == 0
    assert (here / "page" / "index.html").exists()


def test_one_shot_alone_is_shown(shotwright, made):
    assert (
        shotwright("gallery", "film", "--shot", "020", "--html", "a", "--json").document["takes"]
        == 2
    )
    ending = shotwright("gallery", "film", "--shot", "021", "--html", "b")
    assert ending.status == 2
    assert "020" in ending.err


def test_a_page_never_goes_where_the_takes_or_other_things_are(shotwright, made, here):
    for place in ("film", "film/takes", "film/takes/page", "job"):
        ending = shotwright("gallery", "film", "--html", place)
        assert ending.status != 0, place
    assert shotwright("takes", "film", "--json").document["takes"][1]["take"]["number"] == 2


def test_a_take_that_was_replaced_is_named_and_the_rest_is_written(shotwright, made, here):
    clip = next((made / "takes").rglob("*_take1.mp4"))
    clip.write_bytes(b"#EXTM3U\n/etc/hostname\n")
    ending = shotwright("gallery", "film", "--html", "page")
    assert ending.status == 1
    assert clip.stem in ending.err
    assert (here / "page" / "index.html").exists()
    assert len(list((here / "page" / "media" / "clips").iterdir())) == 1
