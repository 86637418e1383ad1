"""Blind votes, from the click in the page to the leaderboard, by the file the page saves."""

import json
import time

import pytest

from cli.main import main
from tests.builders.told_comparison import NAMES, told_comparison
from visualize.pages.compare import write_compare_page
from visualize.previews import Previews
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu


def told(capsys, *arguments):
    assert main([str(argument) for argument in arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_blind_votes_of_the_page_count_once_for_the_models_that_won_and_lost(
    shared_context, browser, tmp_path, capsys
):
    film = tmp_path / "film"
    comparison = told_comparison(film)
    with Renderer(shared_context) as own:
        page = write_compare_page(
            comparison, tmp_path / "page", previews=Previews(tmp_path / "kept"), renderer=own
        )
    browser.open(page)
    browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    browser.wait("return !page.ensemble.playing && page.ensemble.settled")
    winners = []
    for seed in (7, 8):
        browser.run("page.blind(arguments[0])", seed)
        browser.run("document.querySelectorAll('.vote')[0].click()")
        text = browser.run("return document.body.innerText")
        winners.append("ABCD".index(text.partition("You chose ")[2][0]))
    browser.run("document.querySelector('.kept-votes button').click()")
    file, until = tmp_path / "votes.json", time.monotonic() + 10
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)

    added = told(capsys, "leaderboard", film, "--add-votes", file, "--json")
    assert (added["added"], added["known"], added["unknown_takes"]) == (2, 0, [])
    again = told(capsys, "leaderboard", film, "--add-votes", file, "--json")
    assert (again["added"], again["known"]) == (0, 2)
    board = told(capsys, "leaderboard", film, "--by", "votes", "--json")["boards"][0]
    votes = {one["model"]: one["votes"] for one in board["models"]}
    order = [entry.row.take.made.model for entry in comparison.entries]
    assert set(order) == {f"acme/{name}" for name in NAMES}
    for place, model in enumerate(order):
        assert votes[model]["count"] == 2, "every model took part in both"
        assert (votes[model]["won"]["share"] > 0.0) is (place in winners)
