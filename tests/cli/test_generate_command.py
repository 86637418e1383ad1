"""`generate` prices first, orders only what is allowed, and makes takes that say what they are."""

import json
import os
import stat

import pytest
from PIL import Image

from compose.edits import remove_shot, set_shot
from compose.files import load_project, save_project
from models.modes import Mode
from visualize.jobs.states import State
from visualize.jobs.store import JobStore

TINY = ("--mode", "direct", "--resolution", "64")
"""What is quickest to make: the shot drawn as it is, 114 pixels wide."""

PAID = ("--model", "kling-3-pro", "--seconds", "3", "--fit", "pad")


@pytest.fixture
def short(film):
    """The new film, with a shot of six frames."""
    save_project(set_shot(load_project(film), "010", end=6), film)
    return film


@pytest.fixture
def key(monkeypatch):
    """A key for fal, which nothing here may ever use."""
    monkeypatch.setenv("FAL_KEY", "id-0123:secret-4567")


def ordered():
    with JobStore() as store:
        return store.jobs()


def sidecars(film):
    found = [path for path in film.glob("takes/*/*.json") if "review" not in path.name]
    return sorted(found, key=lambda path: path.stem.rpartition("take")[2])


@pytest.mark.gpu
def test_without_a_model_the_take_is_made_here_free_and_without_ai(shotwright, short):
    ending = shotwright(
        "generate", "film", "--mode", "image", "--resolution", "480p", "--seed", "7"
    )
    assert ending.status == 0, ending.err
    assert "free" in ending.out
    (sidecar,) = sidecars(short)
    take = json.loads(sidecar.read_text())
    assert (take["made"]["no_ai"], take["made"]["reported_usd"], take["made"]["seed"]) == (
        True, 0.0, 7,
    )  # fmt: skip
    with Image.open(sidecar.with_suffix(".png")) as picture:
        assert picture.size == (take["clip"]["width"], take["clip"]["height"]) == (854, 480)


@pytest.mark.gpu
def test_takes_number_on_over_reruns_and_modes(shotwright, short):
    assert shotwright("generate", "film", *TINY, "--takes", "2", "--model", "clay").status == 0
    assert shotwright("generate", "film", *TINY).status == 0
    made = [json.loads(path.read_text()) for path in sidecars(short)]
    assert [take["number"] for take in made] == [1, 2, 3]
    assert [take["made"]["model"] for take in made] == ["clay", "clay", "wire"]


@pytest.mark.gpu
def test_a_program_gets_one_document_that_names_files_that_exist(shotwright, short):
    facts = shotwright("generate", "film", *TINY, "--json").document
    (job,) = facts["jobs"]
    assert job["state"] == "succeeded"
    assert [os.path.getsize(path) > 0 for path in job["takes"]] == [True]
    assert facts["total"] == {"low_usd": 0.0, "high_usd": 0.0, "unknown": 0}


@pytest.mark.gpu
def test_watching_tells_every_step_and_waiting_only_the_end(shotwright, short):
    watched = shotwright("generate", "film", *TINY, "--watch").out
    waited = shotwright("generate", "film", *TINY).out
    assert "waiting" in watched
    assert "waiting" not in waited
    assert "_take1.mp4" in watched
    assert "_take2.mp4" in waited


@pytest.mark.gpu
def test_a_dry_run_shows_what_would_be_sent_and_keeps_nothing(shotwright, short):
    ending = shotwright("generate", "film", *PAID, "--dry-run", "--json")
    assert ending.status == 0, ending.err
    (sent,) = ending.document["sent"]
    (start,) = sent["request"]["media"]
    assert (start["slot"], start["mime"]) == ("start", "image/png")
    assert sent["arguments"]["prompt"] == sent["request"]["prompt"] != ""
    assert sent["arguments"]["duration"] == "3"
    assert ending.document["total"]["high_usd"] == pytest.approx(3 * 0.112)
    assert not (short / "takes").exists()
    assert ordered() == []


def test_what_costs_is_not_ordered_where_nobody_can_be_asked(shotwright, short, key):
    ending = shotwright("generate", "film", *PAID)
    assert ending.status == 2
    assert "$0.336" in ending.err
    assert "--yes" in ending.err
    assert ordered() == []


def test_a_model_past_its_end_date_is_told_of_before_anything_is_ordered(shotwright, short, key):
    ending = shotwright("generate", "film", "--model", "kling-2.1-pro", "--fit", "pad")
    assert ending.status == 2  # there is nobody to ask about the price
    assert ending.err.index("2026-09-15, has passed") < ending.err.index("--yes")
    assert ordered() == []


@pytest.mark.parametrize(("answer", "jobs"), [("y", 1), ("", 0), ("n", 0)])
def test_at_a_terminal_the_price_is_asked_about(shotwright, short, key, monkeypatch, answer, jobs):
    class Terminal:
        def isatty(self):
            return True

        def readline(self):
            return answer + "\n"

    monkeypatch.setattr("cli.order_words.sys.stdin", Terminal())
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("cli.commands.generate.start_runner", lambda: True)
    assert shotwright("generate", "film", *PAID, "--detach", "--quiet").status == 0
    assert len(ordered()) == jobs


def test_a_missing_key_is_told_before_anything_is_drawn(shotwright, short, monkeypatch):
    monkeypatch.delenv("FAL_KEY", raising=False)
    monkeypatch.delenv("FAL_API_KEY", raising=False)
    ending = shotwright("generate", "film", *PAID, "--yes")
    assert ending.status == 2
    assert "FAL_KEY" in ending.err
    assert "shotwright keys set fal" in ending.err
    assert ordered() == []


def test_a_budget_refuses_a_whole_order_and_says_how_to_raise_it(shotwright, short, key):
    assert shotwright("budget", "set", "--day", "1").status == 0
    ending = shotwright("generate", "film", *PAID, "--takes", "4", "--yes", "--detach")
    assert ending.status == 2
    assert "$1.00" in ending.err
    assert "shotwright budget set --day" in ending.err
    assert ordered() == []


def test_under_a_budget_an_unknown_price_needs_a_word(shotwright, short, key, monkeypatch):
    monkeypatch.setattr("cli.commands.generate.start_runner", lambda: True)
    unknown = ("--model", "luma/ray-3.2", "--seconds", "5", "--fit", "pad", "--yes", "--detach")
    assert shotwright("budget", "set", "--day", "1").status == 0
    assert shotwright("generate", "film", *unknown).status == 2
    assert ordered() == []
    assert shotwright("generate", "film", *unknown, "--allow-unknown-price").status == 0
    assert len(ordered()) == 1


def test_a_length_the_model_does_not_make_is_refused_or_moved_and_told(shotwright, short, key):
    order = ("generate", "film", "--model", "kling-3-pro", "--seconds", "2.2", "--fit", "pad")
    refused = shotwright(*order)
    assert refused.status == 2
    assert "3 to 15 s" in refused.err
    moved = shotwright(*order, "--snap")
    assert "2.2 s became 3 s" in moved.out


@pytest.mark.parametrize(
    ("flags", "hint"),
    [
        (("--sht", "010"), "--shot"),
        (("--shot", "01O"), "'010'"),
        (("--mode", "from-anim"), "'from-animation'"),
        (("--mode", "image", "--model", "watercolor"), "watercolour"),
        (("--model", "kling-3-prp"), "kling-3-pro"),
        (("--resolution", "720"), "720p"),
        (("--fit", "trimm"), "'trim'"),
        (("--guide", "dept"), "'depth'"),
        (("--orientation", "landscap"), "'landscape'"),
        (("--takes", "0"), "1 to 100"),
        (("--takes", "101"), "1 to 100"),
        (("--frame", "3"), "--mode image"),
        (("--mode", "image", "--frame", "4000"), "handles included"),
        (("--mode", "direct", "--model", "wirre"), "wire"),
        (("--mode", "direct", "--seconds", "2"), "leave seconds out"),
        (("--mode", "from-animation", "--model", "parallax"), "no mode from-animation"),
        (("--negative", "cars"), "takes no negative prompt"),
        (("--mode", "image", "--start", "film/project.json"), "is not a picture"),
        (("--start", "nothing.png"), "no file nothing.png"),
        (("--provider", "fall"), "provider"),
        (("--detach", "--watch"), "say one"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused_before_it_is_ordered(shotwright, short, flags, hint):
    ending = shotwright("generate", "film", *flags)
    assert ending.status == 2
    assert hint in ending.err
    assert "Traceback" not in ending.err
    assert ordered() == []
    assert not (short / "takes").exists()


def test_a_project_without_shots_says_so(shotwright, film):
    project = load_project(film)
    save_project(remove_shot(project, project.shots[0].id), film)
    ending = shotwright("generate", "film")
    assert ending.status == 2
    assert "has no shots" in ending.err


def test_takes_that_cannot_be_kept_are_not_ordered(shotwright, short):
    (short / "takes").write_text("in the way", encoding="utf-8")
    ending = shotwright("generate", "film", *TINY)
    assert ending.status == 1
    assert "nothing was ordered" in ending.err
    assert ordered() == []


@pytest.mark.gpu
def test_what_is_left_to_the_background_is_made_by_whoever_comes_next(
    shotwright, short, monkeypatch
):
    started = []
    monkeypatch.setattr("cli.commands.generate.start_runner", lambda: started.append(1) or True)
    ending = shotwright("generate", "film", *TINY, "--detach")
    assert ending.status == 0
    assert started == [1]
    assert [job.state for job in ordered()] == [State.QUEUED]
    assert shotwright("jobs", "watch").status == 0
    assert [job.state for job in ordered()] == [State.SUCCEEDED]
    assert len(sidecars(short)) == 1


def test_stopping_the_wait_says_that_the_work_goes_on(shotwright, short, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.order_waiting.wait", interrupted)
    ending = shotwright("generate", "film", *TINY)
    (job,) = ordered()
    assert ending.status == 130
    for words in ("go", "in the background", "jobs watch", f"jobs cancel {job.id}"):
        assert words in ending.err


@pytest.mark.gpu
def test_a_take_and_a_picture_of_ones_own_can_be_the_frames_of_another(shotwright, short):
    Image.new("RGB", (160, 90), (200, 30, 30)).save("red.png")
    assert shotwright("generate", "film", *TINY).status == 0
    name = sidecars(short)[0].stem
    ending = shotwright(
        "generate", "film", "--mode", "start-end", "--start", name, "--end", "red.png",
        "--resolution", "480p",
    )  # fmt: skip
    assert ending.status == 0, ending.err
    sent = json.loads(sidecars(short)[1].read_text())["made"]["sent"]
    assert [one["slot"] for one in sent] == ["start", "end"]
    (job,) = [job for job in ordered() if job.mode == Mode.START_END]
    assert job.order.start == str(short / "takes" / sidecars(short)[0].parent.name / f"{name}.mp4")


def test_what_is_kept_of_an_order_is_for_this_user_alone(shotwright, short, monkeypatch):
    monkeypatch.setattr("cli.commands.generate.start_runner", lambda: True)
    shotwright("generate", "film", *TINY, "--detach")
    with JobStore() as store:
        assert stat.S_IMODE(store.state.stat().st_mode) == 0o700


def test_an_order_for_programs_warns_of_a_model_past_its_end(shotwright, short):
    asked = ("generate", "film", "--model", "kling-2.1-pro", "--model", "kling-3-pro", "--fit",
             "pad", "--seconds", "5", "--dry-run", "--json")  # fmt: skip
    ending = shotwright(*asked)
    assert ending.status == 0, ending.err
    warnings = {order["model"]: order["warning"] for order in ending.document["orders"]}
    assert "has passed; it may be gone" in warnings["kling/kling-2.1-pro"]
    assert warnings["kling/kling-3-pro"] is None
