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
