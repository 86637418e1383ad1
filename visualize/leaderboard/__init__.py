"""Leaderboard: which models did best at which kind of shot, with counts and intervals."""

from visualize.leaderboard.board import Board, leaderboard
from visualize.leaderboard.for_shot import evidence_for, shot_evidence
from visualize.leaderboard.gather import Gathered, gather
from visualize.leaderboard.kinds import Kind, all_kinds, kind_named, kinds_of
from visualize.leaderboard.projects import known_projects
from visualize.leaderboard.standings import Standing
from visualize.leaderboard.vote_files import add_votes, keep_votes, kept_votes, read_vote_file
from visualize.leaderboard.votes import Vote

__all__ = [
    "Board",
    "Gathered",
    "Kind",
    "Standing",
    "Vote",
    "add_votes",
    "all_kinds",
    "evidence_for",
    "gather",
    "keep_votes",
    "kept_votes",
    "kind_named",
    "kinds_of",
    "known_projects",
    "leaderboard",
    "read_vote_file",
    "shot_evidence",
]
