"""What channels are called: every one that can be animated has words of its own."""

from __future__ import annotations

from compose.channels import CHANNELS
from studio.timeline.channel_words import channel_words


def test_every_channel_is_told_from_the_others_of_its_node() -> None:
    names: dict[str, list[str]] = {}
    for name, channel in CHANNELS.items():
        if not (channel.target == "node" and channel.field == "quaternion"):
            names.setdefault(channel_words(name).full, []).append(channel.target)
    for full, targets in names.items():
        assert len(set(targets)) == len(targets), full


def test_no_name_shows_an_underscore_or_a_unit_of_the_code() -> None:
    for name in CHANNELS:
        words = channel_words(name)
        assert "_" not in words.full, name
        assert words.full[0].isupper(), name


def test_words_of_directors() -> None:
    assert channel_words("translation.y").full == "Position Y"
    assert channel_words("camera.focal_length_mm").full == "Lens"
    assert channel_words("joints/spine/neck/rotation_deg.y").full == "Neck rotation Y"
    assert channel_words("morphs/big_smile").full == "Big smile"
    assert channel_words("translation.y").unit == "m"
    assert channel_words("rotation_deg.x").unit == "°"
