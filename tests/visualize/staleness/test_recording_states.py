"""The state of the scene is kept with a take, and never stands in the way of a paid result."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from compose.edits import set_environment, set_payload
from compose.errors import AssetError
from compose.project import Project
from compose.shot import Shot
from models.errors import UnknownModelError
from tests.builders.finished_jobs import finished_job, moving_box
from tests.builders.small_project import small_project
from visualize.order import Order
from visualize.staleness import stale_parts
from visualize.takes.keeping import TakeKeeper
from visualize.takes.sidecar import read_take, sidecar_of
from visualize.takes.take import Take


def kept(
    folder: Path, project: Project, *, framing: object = lambda *_: "wide",
    takes_references: object = lambda _: False,
) -> tuple[Path, Take]:  # fmt: skip
    """Keep a finished job of a hosted model; the take's file, and the take as it was read back."""
    result = moving_box(folder / "job" / "result.mp4")
    keeper = TakeKeeper(
        lambda _: project, framing, lambda _: ("Acme Dream", False), takes_references
    )
    (file,) = keeper.keep(finished_job(folder, (result,)))
    return file, read_take(sidecar_of(file))


def test_a_take_that_was_kept_goes_stale_with_its_shot_and_only_then(tmp_path: Path) -> None:
    _, take = kept(tmp_path, small_project())
    assert stale_parts(small_project(), [take]) == {take.id: ()}
    louder = set_payload(small_project(), "Room", "Lamp", intensity=99.0)
    (reason,) = stale_parts(louder, [take])[take.id]
    assert reason.text == "the light of Lamp changed"
    foggy = set_environment(small_project(), "Room", fog_density=0.3)
    assert [r.part for r in stale_parts(foggy, [take])[take.id]] == ["environment"]


def test_a_scene_that_cannot_be_looked_at_any_more_keeps_the_take_all_the_same(
    tmp_path: Path,
) -> None:
    broken = set_payload(small_project(), "Room", "Chair", parameters={"size": "much"})
    file, take = kept(tmp_path, broken)
    assert file.is_file()
    assert take.fingerprint.parts == {}
    assert "Chair" in take.fingerprint.unknown
    (reason,) = stale_parts(small_project(), [take])[take.id]
    assert not reason.stale
    assert "Chair" in reason.text


@pytest.mark.parametrize(
    "error", [AssetError("assets/car.glb", "is gone"), ValueError("odd"), RecursionError()]
)
def test_a_framing_that_cannot_be_told_is_left_out_of_the_name(
    tmp_path: Path, error: Exception
) -> None:
    def framing(_: Project, __: Shot) -> str:
        raise error

    file, take = kept(tmp_path, small_project(), framing=framing)
    assert file.name == "020_push_take1.mp4"
    assert take.fingerprint.parts != {}


def test_a_take_is_kept_once_though_its_framing_can_be_told_no_more(tmp_path: Path) -> None:
    def framing(_: Project, __: Shot) -> str:
        raise AssetError("assets/car.glb", "is gone")

    first, _ = kept(tmp_path, small_project())
    again, _ = kept(tmp_path, small_project(), framing=framing)
    assert first == again
    assert len([*(tmp_path / "takes").rglob("*.mp4")]) == 1


def test_a_model_without_a_card_keeps_the_take_and_says_why_its_state_is_not_known(
    tmp_path: Path,
) -> None:
    def takes_references(_: Order) -> bool:
        raise UnknownModelError("model", "acme/dream", [])

    _, take = kept(tmp_path, small_project(), takes_references=takes_references)
    assert "acme/dream" in take.fingerprint.unknown


def test_equal_scenes_have_equal_states_in_every_process(tmp_path: Path) -> None:
    kept(tmp_path, small_project())
    code = (
        "from pathlib import Path; import sys\n"
        "from tests.builders.small_project import small_project\n"
        "from visualize.staleness import stale_parts\n"
        "from visualize.takes.sidecar import read_take\n"
        "take = read_take(Path(sys.argv[1]))\n"
        "print(stale_parts(small_project(), [take])[take.id])\n"
    )
    sidecar = next(path for path in (tmp_path / "takes").rglob("*_take1.json"))
    done = subprocess.run(
        [sys.executable, "-c", code, str(sidecar)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "()"


def test_a_take_from_before_there_were_states_can_still_be_read(tmp_path: Path) -> None:
    file, _ = kept(tmp_path, small_project())
    content = json.loads(sidecar_of(file).read_text())
    del content["fingerprint"]
    sidecar_of(file).write_text(json.dumps(content))
    old = read_take(sidecar_of(file))
    (reason,) = stale_parts(small_project(), [old])[old.id]
    assert (reason.part, reason.stale) == ("unknown", False)
