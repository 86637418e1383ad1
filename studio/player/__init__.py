"""Watch takes: exact frames in a thread, sound beside them, and the controls of a player."""

from studio.player.footage import Footage, playable
from studio.player.full_screen import FullScreen
from studio.player.picture_view import PictureView
from studio.player.play_clock import PlayClock
from studio.player.player import Player

__all__ = ["Footage", "FullScreen", "PictureView", "PlayClock", "Player", "playable"]
