"""Cards from files: what is right is read, what is wrong is told with file and field."""

import math
import os
import time
import tracemalloc
from pathlib import Path

import pytest

from models.card_files import MAX_CARD_BYTES, CardFile, card_files, read_card
from models.errors import CardError


def faults(text: str) -> str:
    with pytest.raises(CardError) as caught:
        read_card(CardFile("acme/one", "acme/one.toml", text))
    assert str(caught.value).startswith("acme/one.toml: ")
    return str(caught.value)


def test_a_card_holds_what_its_file_says(small_card, card_of):
    card = card_of(small_card)
    (route,) = card.modes["start-frame"]
    assert (card.id, card.name, card.status) == ("acme/one", "Acme One", "active")
    assert route.durations.seconds == (4.0, 6.0, 8.0)
    assert route.inputs["start"].required
    assert [(r.low, r.when) for r in route.price.rates] == [(0.4, {"audio": True}), (0.2, {})]
    assert card.sources["page"].seen.isoformat() == "2026-11-01"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('vendor = "Acme"', 'vender = "Acme"', ["vender", "did you mean 'vendor'?"]),
        ("required = true", "requird = true", ["inputs.start.requird", "'required'"]),
        ("seconds = [4", "secnds = [4", ["durations.secnds", "'seconds'"]),
        ('price.per = "second"', 'price.pre = "second"', ["price.pre", "'per'"]),
        ("short_side = 720 }", "shortside = 720 }", ["resolutions.720p.shortside", "'short_side'"]),
        ('{ take = "prompt" }', '{ take = "promt" }', ["arguments", "prompt"]),
        ('audio = "optional"', 'audio = "maybe"', ["audio", "optional"]),
        ("[4, 6, 8]", '["4", 6, 8]', ["durations.seconds.0"]),
        ("[4, 6, 8]", "[4, -6, 8]", ["durations.seconds.1"]),
        ("seen = 2026-11-01", 'seen = "soon"', ["sources.page.seen"]),
        ('price.source = "page"', 'price.source = "pag"', ["sources does not hold pag"]),
        ('"16:9", "9:16"', '"16:9", "0:9"', ["aspects", "'0:9' is not a shape"]),
        ("audio = true }", "sound = true }", ["price.rates.0.when.sound", "audio"]),
        ('{ take = "start" }', '{ take = "end" }', ["inputs has no such slot", "inputs.start"]),
        ('id = "acme/one"', 'id = "acme/two"', ["id", "acme/two", "acme/one"]),
        ('name = "Acme One"', 'name = "A"\nstatus = "retired"', ["needs status_date"]),
        ("durations = { seconds = [4, 6, 8] }", "", ["say which lengths"]),
        ("[[modes.start-frame]]", "[[modes.image]]", ["a picture has no length"]),
        ("[[modes.start-frame]]", "[[modes.direct]]", ["direct needs no model"]),
        ("[[modes.start-frame]]", "[[modes.startframe]]", ["modes.startframe"]),
        ("[[modes.start-frame]]", "[[modes.from-animation]]", ["this mode needs a guide"]),
    ],
)
def test_a_wrong_field_is_named_with_what_is_right(small_card, old, new, words):
    assert old in small_card
    told = faults(small_card.replace(old, new, 1))
    for word in words:
        assert word in told


def test_every_fault_is_told_at_once(small_card):
    broken = small_card.replace("vendor", "vender").replace("short_side = 720", "short_side = 0")
    broken = broken.replace('audio = "optional"', 'audio = "loud"')
    with pytest.raises(CardError) as caught:
        read_card(CardFile("acme/one", "acme/one.toml", broken))
    assert len(caught.value.problems) == 4  # vender unknown, vendor missing, size, audio


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id = ",
        "\x00",
        "a = " + "[" * 5000 + "]" * 5000,
        "a" + ".a" * 5000 + " = 1",
        "id = " + "9" * 60_000,
        "a = 1\n" * 2000,
        "modes = 3",
        "price = nan",
        "[modes]\nstart-frame = [[]]",
        '"\\u0000" = 1',
    ],
)
def test_any_text_ends_in_one_error_with_bounded_time_and_memory(text):
    tracemalloc.start()
    began = time.process_time()
    assert faults(text)
    assert time.process_time() - began < 2.0
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_no_number_of_a_card_is_infinite(small_card, number):
    assert faults(small_card.replace("usd = 0.2", f"usd = {number}"))
    assert not math.isfinite(float(number))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("usd = 0.2", "usd = 1e300", "price"),
        ("[4, 6, 8]", "[4, 6, 1e300]", "durations"),
        ("short_side = 720", "short_side = 720000000", "resolutions.short_side"),
        ("rates = [24]", "rates = [1e9]", "rates"),
        ("rates = [24]", "rates = [1e-300]", "rates"),
        ("[4, 6, 8]", "[1e-300, 8]", "durations"),
        ("[4, 6, 8]", str(list(range(1, 500))), "durations.seconds"),
        ("usd = 0.2", "usd = [5, 1]", "price.rates.1"),
        ("usd = 0.2", "usd = -1", "price.rates.1.usd"),
        ('name = "Acme One"', f'name = "{"A" * 5000}"', "name"),
        ("rates = [24]", "rates = [24]\nsize_multiple = 99999", "size_multiple"),
    ],
)
def test_an_amount_nobody_can_mean_is_a_slip(small_card, old, new, field):
    assert f"{field}: " in faults(small_card.replace(old, new, 1))


def test_a_file_beyond_the_size_of_a_card_is_refused_unread(tmp_path: Path):
    (tmp_path / "acme").mkdir()
    with (tmp_path / "acme" / "one.toml").open("wb") as stream:
        stream.truncate(MAX_CARD_BYTES * 4096)
    (file,) = card_files(tmp_path)
    assert file.text == ""
    with pytest.raises(CardError, match="larger than 64 KiB"):
        read_card(file)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path, small_card):
    (tmp_path / "acme").mkdir()
    os.mkfifo(tmp_path / "acme" / "endless.toml")
    (tmp_path / "acme" / "one.toml").write_text(small_card)
    endless, one = card_files(tmp_path)
    with pytest.raises(CardError, match="no ordinary file"):
        read_card(endless)
    assert read_card(one).id == "acme/one"


def test_a_card_is_known_by_its_place(tmp_path: Path, small_card):
    for place in ("acme/one.toml", "acme/deep/er.toml", "top.toml", ".hidden/no.toml"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(small_card)
    (tmp_path / "acme" / "notes.txt").write_text("not a card")
    assert [file.id for file in card_files(tmp_path)] == ["acme/deep/er", "acme/one", "top"]
