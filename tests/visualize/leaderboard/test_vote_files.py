"""Votes are kept once each, found again, and a file of them harms nothing."""

import json
import os
from datetime import UTC, datetime

import pytest

from visualize.errors import TakeError
from visualize.leaderboard import Vote, add_votes, keep_votes, kept_votes, read_vote_file
from visualize.takes import Gallery

NOON = "2026-11-21T12:00:00Z"
ONE = {"shot": "sht_push", "winner": "tak_a", "losers": ["tak_b", "tak_c"], "blind": True,
       "seed": 7, "at": NOON}  # fmt: skip
SHOTS = {"tak_a": "sht_push", "tak_b": "sht_push", "tak_c": "sht_push", "tak_d": "sht_wide"}


def saved(tmp_path, *votes, **change):
    page = {"kind": "shotwright-votes", "version": 1, "votes": list(votes)} | change
    path = tmp_path / "votes.json"
    path.write_text(json.dumps(page))
    return path


def test_a_page_of_votes_is_read_as_it_was_written(tmp_path):
    (vote,) = read_vote_file(saved(tmp_path, ONE | {"page": "of a later version"}))
    assert vote.takes == ("tak_a", "tak_b", "tak_c")
    assert (vote.blind, vote.seed, vote.at) == (True, 7, datetime(2026, 11, 21, 12, tzinfo=UTC))


def test_the_same_file_twice_counts_once(tmp_path):
    votes = read_vote_file(saved(tmp_path, ONE, ONE | {"winner": "tak_b", "losers": ["tak_a"]}))
    film = tmp_path / "film"
    assert add_votes(film, votes, SHOTS).new == 2
    again = add_votes(film, votes, SHOTS)
    assert (again.new, again.known) == (0, 2)
    kept, faults = kept_votes(film)
    assert set(kept) == set(votes)
    assert faults == ()


def test_votes_of_unknown_takes_or_of_another_shot_are_left_out_and_named(tmp_path):
    votes = [ONE, ONE | {"losers": ["tak_x"]}, ONE | {"losers": ["tak_d"]}]
    added = add_votes(tmp_path, read_vote_file(saved(tmp_path, *votes)), SHOTS)
    assert (added.new, added.strange) == (1, ("tak_d", "tak_x"))
    assert len(kept_votes(tmp_path)[0]) == 1


def test_votes_are_no_takes_to_the_gallery(tmp_path):
    keep_votes(tmp_path, [Vote.model_validate_json(json.dumps(ONE))])
    with Gallery(tmp_path, index_folder=tmp_path / "index") as gallery:
        assert gallery.takes() == []
        assert gallery.faults == ()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "shotwright-take"}, {"version": 2}, {"votes": {}}, {"votes": [ONE] * 10_001},
        {"votes": [ONE | {"losers": []}]}, {"votes": [ONE | {"losers": ["tak_a"]}]},
        {"votes": [ONE | {"losers": ["tak_b", "tak_b"]}]}, {"votes": [ONE | {"shot": "../x"}]},
        {"votes": [ONE | {"winner": "x" * 65}]}, {"votes": [ONE | {"at": "noon"}]},
        {"votes": [ONE | {"losers": [f"tak_{n}" for n in range(33)]}]},
        {"votes": [ONE | {"seed": "x" * 65}]}, {"votes": [ONE | {"blind": "yes"}]},
    ],
    ids=lambda change: str(change)[:60],
)  # fmt: skip
def test_what_is_no_file_of_votes_is_refused(tmp_path, change):
    with pytest.raises(TakeError, match="no votes"):
        read_vote_file(saved(tmp_path, ONE, **change))


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"[" * 100_000, b'{"votes": NaN}'])
def test_junk_is_refused(tmp_path, text):
    path = tmp_path / "junk.json"
    path.write_bytes(text)
    with pytest.raises(TakeError):
        read_vote_file(path)


def test_what_is_too_large_or_no_file_is_refused(tmp_path):
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(17 << 20)
    with pytest.raises(TakeError, match="too large"):
        read_vote_file(large)
    with pytest.raises(TakeError, match="no file"):
        read_vote_file(tmp_path)
    with pytest.raises(TakeError, match="cannot be read"):
        read_vote_file(tmp_path / "nowhere.json")


def test_a_broken_vote_in_a_project_is_told_and_hurts_no_other(tmp_path):
    keep_votes(tmp_path, [Vote.model_validate_json(json.dumps(ONE))])
    folder = tmp_path / "takes" / "votes"
    (folder / "broken.vote").write_text("{")
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps(ONE | {"winner": "tak_z"}))
    (folder / "linked.vote").symlink_to(outside)
    kept, faults = kept_votes(tmp_path)
    assert [vote.winner for vote in kept] == ["tak_a"]
    assert sorted(fault.path.name for fault in faults) == ["broken.vote", "linked.vote"]


def test_a_linked_folder_is_neither_read_nor_written(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    film = tmp_path / "film"
    (film / "takes").mkdir(parents=True)
    os.symlink(elsewhere, film / "takes" / "votes")
    (elsewhere / "a.vote").write_text(json.dumps(ONE))
    assert kept_votes(film) == ((), ())
    with pytest.raises(TakeError, match="link"):
        keep_votes(film, [Vote.model_validate_json(json.dumps(ONE))])
