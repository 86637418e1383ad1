"""Playback: the playhead against the wall clock, with dropped frames counted honestly."""

from studio.playback.player import Player

__all__ = ["Player"]
