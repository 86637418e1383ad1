"""Arguments: the JSON of providers, against bodies written by hand from their documents."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arguments import arguments
from models.card import Argument, Price, Route
from models.errors import OptionError, ProviderError
from models.request import Chosen, Media, Request


def media(slot: str, path: str, **more) -> Media:
    return Media(
        slot=slot, path=path, mime="image/png", sha256="0" * 64, bytes=1, width=1, height=1, **more
    )


def request(*files: Media, prompt: str = "a red car", **options) -> Request:
    plain = {"seconds": 8.0, "frames": 192, "width": 1280, "height": 720, "aspect": "16:9"}
    return Request(
        card="acme/one",
        mode="start-frame",
        provider="tool",
        endpoint="x",
        prompt=prompt,
        options=Chosen(**(plain | options)),
        media=files,
    )


def filled(specs: dict, asked: Request, uploaded=None) -> dict:
    route = Route(
        provider="tool", endpoint="x", arguments=specs, price=Price(per="free"), source="page"
    )
    every = {m.path: f"https://files/{m.path}" for m in asked.media}
    return arguments(route, asked, every if uploaded is None else uploaded)


def take(what: str, **more) -> dict:
    return {"take": what, **more}


def test_the_body_veo_s_own_page_shows():
    specs = {
        "prompt": take("prompt"),
        "image_url": take("start"),
        "duration": take("seconds", form="{}s"),
        "aspect_ratio": take("aspect"),
        "resolution": take("resolution"),
        "generate_audio": take("audio"),
        "negative_prompt": take("negative"),
        "seed": take("seed"),
    }
    asked = request(media("start", "start.png"), resolution="720p", audio=True)
    assert filled(specs, asked) == {
        "prompt": "a red car",
        "image_url": "https://files/start.png",
        "duration": "8s",
        "aspect_ratio": "16:9",
        "resolution": "720p",
        "generate_audio": True,
    }


@pytest.mark.parametrize(
    ("spec", "options", "expected"),
    [
        (take("seconds", kind="text"), {}, "8"),
        (take("seconds", kind="integer"), {}, 8),
        (take("seconds", kind="text"), {"seconds": 7.5}, "7.5"),
        (take("frames"), {}, 192),
        (take("rate"), {"rate": "24000/1001"}, 24000 / 1001),
        (take("rate", kind="integer"), {"rate": "24"}, 24),
        (take("size"), {}, "1280x720"),
        (take("size", table={"1280x720": "1280:720"}), {}, "1280:720"),
        (take("audio", table={"true": "on", "false": "off"}), {"audio": True}, "on"),
        (take("audio", table={"true": "on", "false": "off"}), {"audio": False}, "off"),
        (take("guide_pass", table={"lines": "canny"}), {"guide": "lines"}, "canny"),
        (take("resolution", table={"4k": 2160}, form="{}p"), {"resolution": "4k"}, "2160p"),
        (take("seed"), {"seed": 0}, 0),
        (take("audio"), {"audio": False}, False),
        (take("aspect", kind="list"), {}, ["16:9"]),
    ],
)
def test_values_are_written_as_the_provider_reads_them(spec, options, expected):
    found = filled({"x": spec}, request(**options))["x"]
    assert found == expected
    assert type(found) is type(expected)


def test_what_is_absent_is_not_sent():
    names = ("negative", "start", "references", "keyframes", "keyframe_frames", "seed", "guide",
             "guide_pass", "resolution", "pictures")  # fmt: skip
    assert filled({name: take(name) for name in names}, request()) == {}
    assert filled({"s": take("seconds")}, request(seconds=None)) == {}


def test_dots_descend_into_objects_beside_fixed_values():
    specs = {
        "video.resolution": take("resolution"),
        "video.duration": take("seconds", form="{}s"),
        "video.edit.auto_controls": True,
        "type": "video",
    }
    assert filled(specs, request(resolution="720p")) == {
        "video": {"resolution": "720p", "duration": "8s", "edit": {"auto_controls": True}},
        "type": "video",
    }


def test_pictures_come_in_one_list_the_frame_before_its_references():
    asked = request(media("references", "b.png"), media("image", "a.png"))
    files = ["https://files/a.png", "https://files/b.png"]
    assert filled({"image_urls": take("pictures")}, asked) == {"image_urls": files}
    assert filled({"refs": take("references")}, asked) == {"refs": files[1:]}


def test_two_frames_come_in_one_list_the_start_before_the_end():
    asked = request(media("end", "z.png"), media("start", "a.png"))
    files = ["https://files/a.png", "https://files/z.png"]
    assert filled({"image_urls": take("pictures")}, asked) == {"image_urls": files}


def test_keyframes_go_in_the_order_of_their_frames():
    asked = request(
        media("keyframes", "late.png", at_frame=96), media("keyframes", "early.png", at_frame=0)
    )
    specs = {"keyframes": take("keyframes"), "keyframe_indexes": take("keyframe_frames")}
    assert filled(specs, asked) == {
        "keyframes": ["https://files/early.png", "https://files/late.png"],
        "keyframe_indexes": [0, 96],
    }


def test_a_value_without_a_word_of_the_provider_s_is_refused():
    with pytest.raises(OptionError, match="no word for '4k'"):
        filled({"x": take("resolution", table={"720p": "hd"})}, request(resolution="4k"))


def test_a_fraction_is_never_rounded_into_a_whole_number():
    with pytest.raises(OptionError, match="not a whole number"):
        filled({"x": take("seconds", kind="integer")}, request(seconds=7.5))


def test_media_that_were_not_uploaded_are_named():
    with pytest.raises(ProviderError, match=r"start\.png was not uploaded"):
        filled({"x": take("start")}, request(media("start", "start.png")), uploaded={})


@given(st.text(max_size=60), st.sampled_from(["{}", "{}s", "{0}", "{x!r}", "{:>9999999999}"]))
def test_a_form_of_a_card_is_text_with_a_hole_and_no_program(prompt, form):
    spec = Argument(take="prompt", form=form)
    body = filled({"x": spec}, request(prompt=prompt or "a"))
    assert body["x"] == form.replace("{}", prompt or "a")
    assert json.loads(json.dumps(body)) == body
