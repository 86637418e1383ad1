"""`shot`: words in, a camera and a shot in the project out."""

import pytest
from PIL import Image

from compose.files import load_project

pytestmark = pytest.mark.gpu

_WORDS = ("--subject", "Box", "--size", "full", "--angle", "high", "--side", "profile-left")


def test_a_shot_from_words_is_saved_and_described_by_the_same_words(shotwright, film):
    made = shotwright("shot", "film", *_WORDS, "--lens", "50", "--frames", "10:20", "--json")
    assert made.status == 0, made.err
    words = made.document["description"]["words"]
    assert (words["size"], words["angle"], words["side"]) == ("full", "high", "profile-left")
    project = load_project(film)
    shot = project.shot(made.document["shot"])
    assert (shot.start, shot.end) == (10, 20)
    assert project.scene(shot.scene).node(shot.camera).payload.focal_length_mm == 50.0
    told = shotwright("describe", "film", "--shot", shot.number, "--json").document["shots"][0]
    assert told["words"]["size"] == "full"


def test_a_dry_run_saves_nothing_and_draws_the_picture(shotwright, film, here):
    before = load_project(film)
    made = shotwright("shot", "film", *_WORDS, "--dry-run", "--picture", "look.png")
    assert made.status == 0, made.err
    assert "would be" in made.out
    assert load_project(film).shots == before.shots
    with Image.open(here / "look.png") as picture:
        assert picture.size == (1280, 720)


@pytest.mark.parametrize(
    ("flags", "offered"),
    [
        (("--size", "medium-closeup"), "medium-close-up"),
        (("--angle", "hihg"), "high"),
        (("--side", "profil"), "profile"),
        (("--gate", "16:8"), "16:9"),
        (("--sensor", "super35"), "super-35"),
        (("--move", "push-inn"), "push-in"),
    ],
)
def test_a_typo_offers_the_nearest_word(shotwright, film, flags, offered):
    made = shotwright("shot", "film", "--subject", "Box", *flags)
    assert made.status == 2
    assert offered in made.err
    assert "Traceback" not in made.err


def test_an_unknown_subject_offers_the_nearest_node(shotwright, film):
    made = shotwright("shot", "film", "--subject", "Bxo")
    assert made.status == 2
    assert "'Box'" in made.err


def test_dutch_goes_with_another_angle(shotwright, film):
    made = shotwright(
        "shot", "film", "--subject", "Box", "--angle", "low", "--angle", "dutch", "--dry-run",
        "--json",
    )  # fmt: skip
    words = made.document["description"]["words"]
    assert (words["angle"], words["dutch"]) == ("low", True)
    assert abs(words["roll_deg"]) == pytest.approx(15.0)


def test_two_angles_at_once_are_refused(shotwright, film):
    made = shotwright("shot", "film", "--subject", "Box", "--angle", "low", "--angle", "high")
    assert made.status == 2
    assert "one angle" in made.err


@pytest.fixture
def pair(film, shotwright):
    """Two people who face each other, three metres apart."""
    for name, x, turn in (("Anna", 1.5, -90), ("Ben", -1.5, 90)):
        made = shotwright("add", "figure", film, "--name", name, f"--at={x},0,0", f"--turn={turn}")
        assert made.status == 0, made.err
    return film


@pytest.mark.parametrize("way", ["--over", "--pov"])
def test_words_that_a_shoulder_or_eyes_cannot_keep_are_said_and_the_tilt_is_kept(
    shotwright, pair, way
):
    made = shotwright(
        "shot", pair, "--subject", "Anna", way, "Ben", "--angle", "high", "--side", "back",
        "--composition", "lead-room", "--dutch", "12", "--dry-run", "--json",
    )  # fmt: skip
    assert made.status == 0, made.err
    (change,) = made.document["changes"]
    for word in ("angle 'high'", "side 'back'", "composition 'lead room'"):
        assert word in change
    assert abs(made.document["description"]["words"]["roll_deg"]) == pytest.approx(12.0, abs=0.1)


def test_a_shoulder_that_leaves_no_room_for_the_size_says_so(shotwright, pair):
    made = shotwright("shot", pair, "--subject", "Anna", "--over", "Ben", "--size", "wide",
                      "--dry-run")  # fmt: skip
    assert "leaves a wide shot no room" in made.out


def test_a_shot_that_loses_its_subject_on_the_way_says_at_which_frame(shotwright, film):
    words = ("--subject", "Box", "--size", "full", "--frames", "100:140", "--json")
    lost = shotwright("shot", film, *words, "--move", "whip-pan", "--dry-run")
    assert lost.document["warnings"][-1] == "at frame 139 Box is out of the picture"
    assert "pan right" in lost.document["moved"]
    kept = shotwright("shot", film, *words, "--move", "push-in", "--dry-run")
    assert kept.document["warnings"] == []


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--picture", "look.jpg"), ".png"),
        (("--name", " "), "no name"),
        (("--number", "a\nb"), "no name"),
    ],
)
def test_a_picture_of_another_kind_and_an_empty_name_are_refused(shotwright, film, flags, says):
    made = shotwright("shot", film, "--subject", "Box", *flags)
    assert made.status == 2
    assert says in made.err
