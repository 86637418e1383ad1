"""The brief draws what a route eats, at the size, rate and frames it wants, twice the same."""

import json

import av
import numpy as np
import pytest
from PIL import Image

from compose.edits import set_node, set_shot
from compose.errors import AssetError
from compose.evaluation import evaluate
from models.card import Input, PromptRule
from models.errors import OptionError
from models.request import Options, Request
from tests.visualize.brief.brief_stage import OneRoute, order, route
from tests.visualize.prompt.prompt_stage import person, stage, walking
from visualize.brief import Brief
from visualize.render.renderer import Renderer

pytestmark = pytest.mark.gpu

START, END, GUIDE = {"start": Input(required=True)}, {"end": Input(required=True)}, "guide"


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as made:
        yield made


@pytest.fixture
def prepare(renderer, tmp_path):
    def prepare(project, mode, made, name="job", **fields):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        brief = Brief(OneRoute(made), draws=renderer, thaw=lambda _: project)
        request = brief.prepare(order(project, mode, **fields), folder, lambda *_: None)
        return request, folder

    return prepare


def frames_of(path):
    with av.open(str(path)) as film:
        return [f.to_ndarray(format="gray") for f in film.decode(video=0)]


def test_start_and_end_are_the_frames_that_the_renderer_draws_there(prepare, renderer):
    project = walking(stage(), "Anna", -1.0, 1.0)
    request, folder = prepare(project, "start-end", route(START | END))
    assert [one.slot for one in request.media] == ["start", "end"]
    for media, frame in zip(request.media, (0, 47), strict=True):
        size = (media.width, media.height)
        shown = np.asarray(Image.open(folder / media.path)).astype(int)
        snapshot = evaluate(project, project.shots[0], frame)
        drawn = renderer.render(snapshot, ("beauty",), size)["beauty"].astype(int)
        assert shown.shape == drawn.shape
        assert np.abs(shown - drawn).mean() < 0.01


def test_the_folder_holds_the_order_and_the_request_and_the_same_bytes_again(prepare):
    project = stage()
    first, folder = prepare(project, "start-frame", route(START))
    again, other = prepare(project, "start-frame", route(START), "again")
    assert first.fingerprint() == again.fingerprint()
    files = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    assert [str(f) for f in files] == ["media/start.png", "order.json", "request.json"]
    assert all((folder / f).read_bytes() == (other / f).read_bytes() for f in files)
    kept = json.loads((folder / "request.json").read_text())
    assert Request.model_validate_json(json.dumps(kept)) == first


def test_a_gate_wider_than_the_model_is_cut_at_the_sides_and_never_squeezed(prepare, renderer):
    project = set_shot(stage(), "010", gate="2.39")
    made = route(START, follows_image=False, aspects=("1:1",))
    request, folder = prepare(
        project, "start-frame", made, options=Options(aspect="1:1", orientation=None)
    )
    shown = np.asarray(Image.open(folder / request.media[0].path)).astype(int)
    side = request.media[0].width
    assert shown.shape == (side, side, 3)
    snapshot = evaluate(project, project.shots[0], 0)
    for extra in (0, 2, 4):
        whole = renderer.render(snapshot, ("beauty",), (round(side * 2.39) + extra, side + extra))
        if whole["beauty"].shape[0] >= side:
            break
    left, top = (whole["beauty"].shape[1] - side) // 2, (whole["beauty"].shape[0] - side) // 2
    middle = whole["beauty"][top : top + side, left : left + side].astype(int)
    squeezed = Image.fromarray(whole["beauty"]).resize((side, side))
    assert np.abs(middle - shown).mean() < 0.3 * np.abs(np.asarray(squeezed) - shown).mean()


@pytest.mark.parametrize(
    ("fit", "seconds", "step"), [("retime", 4.0, 47 / 95), ("pad", 3.0, 1.0), ("trim", 1.0, 1.0)]
)
def test_a_guide_has_the_clips_frames_and_shows_the_scene_frames_of_its_mapping(
    prepare, fit, seconds, step
):
    project = walking(stage(), "Anna", -1.0, 1.0)
    made = route({GUIDE: Input(required=True, passes=("clay",), formats=("mp4",))})
    request, folder = prepare(
        project, "from-animation", made, options=Options(fit=fit, seconds=seconds)
    )
    frames = frames_of(folder / request.media[0].path)
    assert len(frames) == round(seconds * 24) == request.media[0].frames
    assert request.mapping.step == pytest.approx(step)
    if fit == "pad":  # the last frame is held
        assert np.abs(frames[-1].astype(int) - frames[48]).mean() < 1.0
        assert np.abs(frames[0].astype(int) - frames[40]).mean() > 1.0


def test_a_trimmed_clip_tells_of_what_it_shows_and_of_nothing_later(prepare):
    project = walking(person(stage(), "Ben", (12.0, 0.0, 0.0)), "Ben", 12.0, 0.6)
    made = route(START, prompt=PromptRule())
    whole, _ = prepare(project, "start-frame", made, "whole", options=Options(seconds=2.0))
    short = Options(seconds=0.5, fit="trim")
    cut, _ = prepare(project, "start-frame", made, "cut", options=short)
    assert "Ben" in whole.prompt
    assert "Ben" not in cut.prompt
    assert "Anna" in cut.prompt
    assert cut.media[0].sha256 == whole.media[0].sha256


def test_a_longer_clip_begins_on_the_shots_first_frame_and_runs_into_the_tail(prepare):
    project = set_shot(walking(stage(), "Anna", -1.0, 1.0), "010", head=12, tail=12)
    longer = Options(seconds=4.0, fit="trim")
    request, _ = prepare(project, "start-end", route(START | END), options=longer)
    assert [media.shows for media in request.media] == [
        "frame 0 of shot 010 test", "frame 59 of shot 010 test",
    ]  # fmt: skip


def test_a_guide_has_a_rate_that_the_model_takes_and_the_same_length(prepare):
    accepted = Input(required=True, passes=("clay",), formats=("mp4",), rates=(12.0,))
    request, folder = prepare(stage(), "from-animation", route({GUIDE: accepted}))
    assert (request.media[0].rate, request.media[0].frames) == ("12", 24)
    assert len(frames_of(folder / request.media[0].path)) == 24


def test_depth_has_one_range_for_the_whole_shot(prepare):
    """A wall that stands still keeps its grey while something nearer walks through."""
    project = walking(person(stage(), "Ben", (0.0, 0.0, -3.0)), "Anna", -3.5, 3.5)
    made = route({GUIDE: Input(required=True, passes=("depth",), formats=("mp4",))})
    request, folder = prepare(project, "from-animation", made)
    assert request.options.guide == "depth"
    frames = frames_of(folder / request.media[0].path)
    ben = [f[f.shape[0] // 2 - 4 : f.shape[0] // 2, f.shape[1] // 2 - 2 : f.shape[1] // 2 + 2]
           for f in (frames[0], frames[-1])]  # fmt: skip
    assert ben[0].mean() > 3
    assert ben[0].mean() == pytest.approx(ben[1].mean(), abs=2.0)


def test_a_film_of_too_many_bytes_is_made_tighter_or_refused(prepare):
    project = walking(stage(), "Anna", -1.0, 1.0)
    accepted = Input(required=True, passes=("clay",), formats=("mp4",))
    request, _ = prepare(project, "from-animation", route({GUIDE: accepted}))
    most = int(request.media[0].bytes * 0.8)
    tight = accepted.model_copy(update={"max_bytes": most})
    request, folder = prepare(project, "from-animation", route({GUIDE: tight}), "tight")
    assert request.media[0].bytes <= most
    assert len(frames_of(folder / request.media[0].path)) == 48
    none = accepted.model_copy(update={"max_bytes": 200})
    with pytest.raises(OptionError, match="bytes"):
        prepare(project, "from-animation", route({GUIDE: none}), "none")


def test_on_this_machine_nothing_is_drawn_ahead_only_own_pictures_are_handed_over(
    prepare, tmp_path
):
    made = route({"start": Input()}, provider="local", streams=("beauty", "depth"))
    request, folder = prepare(stage(), "start-frame", made)
    assert request.media == ()
    assert request.streams == ("beauty", "depth")
    assert (folder / "order.json").is_file()
    Image.new("RGB", (50, 40), "red").save(tmp_path / "own.png")
    request, _ = prepare(stage(), "start-frame", made, "own", start=str(tmp_path / "own.png"))
    assert [one.slot for one in request.media] == ["start"]


def test_references_are_of_what_is_seen_the_largest_first_within_the_slots(prepare, tmp_path):
    project = person(stage(), "Ben", (0.9, 0.0, -1.5))
    project = person(project, "Cid", (0.0, 0.0, 9.0))  # behind the camera
    for name, color in (("Anna", "red"), ("Ben", "green"), ("Cid", "blue")):
        paths = []
        for k in range(2):
            Image.new("RGB", (40, 30), color).save(tmp_path / f"{name}{k}.png")
            paths.append(f"{name}{k}.png")
        node = project.scenes[0].find(name).id
        project = set_node(project, "Old harbour", node, references=tuple(paths))
    project = project.replace(root=tmp_path)
    slots = START | {"references": Input(max_count=3)}
    request, folder = prepare(project, "start-frame", route(slots))
    shown = [one.shows for one in request.media if one.slot == "references"]
    assert shown == ["Anna", "Ben", "Anna"]
    second = np.asarray(Image.open(folder / request.media[2].path))
    assert tuple(second[0, 0]) == (0, 128, 0)
    excluded = route(slots, excludes=(("start", "references"),))
    request, _ = prepare(project, "start-frame", excluded, "excluded")
    assert [one.slot for one in request.media] == ["start"]


@pytest.mark.parametrize("path", ["../secret.png", "/etc/hostname", "link.png", "http://a/b.png"])
def test_a_reference_that_leads_out_of_the_project_is_refused(prepare, tmp_path, path):
    inside = tmp_path / "project"
    inside.mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "secret.png")
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    project = stage()
    node = project.scenes[0].find("Anna").id
    project = set_node(project, "Old harbour", node, references=(path,)).replace(root=inside)
    with pytest.raises(AssetError):
        prepare(project, "start-frame", route(START | {"references": Input()}))


def test_a_direct_clip_is_the_shots_own_frames_and_gate(prepare):
    project = set_shot(stage(), "010", gate="2.39")
    request, _ = prepare(project, "direct", route({}), model="clay")
    assert request.options.frames == 48
    assert request.endpoint == "direct/clay"
    assert request.options.width / request.options.height == pytest.approx(2.39, rel=0.01)


def test_a_prompt_is_cut_to_the_route_and_a_negative_prompt_refused_where_none_is_taken(prepare):
    request, _ = prepare(stage(), "start-frame", route(START))
    assert 0 < len(request.prompt) <= 400
    with pytest.raises(OptionError, match="negative"):
        prepare(stage(), "start-frame", route(START), prompt={"negative": "blur"})


def test_an_image_of_a_frame_outside_the_shot_is_refused(prepare):
    made = route({"image": Input()}, durations=None)
    with pytest.raises(OptionError, match="handles"):
        prepare(stage(), "image", made, frame=500)
