"""Edits: pure functions from one frozen project to the next, and the stack that undoes them.

Every edit takes the project first and returns a new one that shares all it did not change. A
scene, shot or node may be named by its id or its name. Numbers are rounded to six decimals.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from compose.edits.cast import add_figure, add_populator, add_prop, attach
from compose.edits.clipboard import Clipboard, copy_nodes, duplicate_node, paste_nodes
from compose.edits.hierarchy import move_node, reparent
from compose.edits.importing import FIRST, Imported, import_model, import_picture
from compose.edits.keys import (
    move_keyframes,
    remove_keyframe,
    remove_track,
    set_keyframe,
    set_keyframes,
    set_track,
)
from compose.edits.motions import ImportedMotion, import_motion, pose_asset
from compose.edits.nodes import (
    add_node,
    remove_node,
    rename,
    replace_payload,
    separate_ids,
    set_node,
    set_payload,
)
from compose.edits.performing import (
    bake_pose,
    key_pose,
    remove_pose_key,
    set_performance,
    set_pose,
)
from compose.edits.prompting import clear_prompt, set_prompt
from compose.edits.retime import change_rate, retime
from compose.edits.scenes import (
    add_scene,
    new_project,
    remove_scene,
    rename_scene,
    set_environment,
    set_project,
)
from compose.edits.shots import (
    add_shot,
    move_shot_window,
    remove_shot,
    reorder_sequence,
    set_shot,
)
from compose.edits.undo import UndoStack
from compose.edits.walking import walk_along

if TYPE_CHECKING:
    from compose.edits.lighting import light_presets, light_with_preset
    from compose.edits.time_of_day import set_time_of_day

_HOMES = {
    "light_presets": "compose.edits.lighting",
    "light_with_preset": "compose.edits.lighting",
    "set_time_of_day": "compose.edits.time_of_day",
}
"""What costs an import of the sky or of framing, and is loaded when it is first asked for."""

__all__ = [
    "FIRST",
    "Clipboard",
    "Imported",
    "ImportedMotion",
    "UndoStack",
    "add_figure",
    "add_node",
    "add_populator",
    "add_prop",
    "add_scene",
    "add_shot",
    "attach",
    "bake_pose",
    "change_rate",
    "clear_prompt",
    "copy_nodes",
    "duplicate_node",
    "import_model",
    "import_motion",
    "import_picture",
    "key_pose",
    "light_presets",
    "light_with_preset",
    "move_keyframes",
    "move_node",
    "move_shot_window",
    "new_project",
    "paste_nodes",
    "pose_asset",
    "remove_keyframe",
    "remove_node",
    "remove_pose_key",
    "remove_scene",
    "remove_shot",
    "remove_track",
    "rename",
    "rename_scene",
    "reorder_sequence",
    "reparent",
    "replace_payload",
    "retime",
    "separate_ids",
    "set_environment",
    "set_keyframe",
    "set_keyframes",
    "set_node",
    "set_payload",
    "set_performance",
    "set_pose",
    "set_project",
    "set_prompt",
    "set_shot",
    "set_time_of_day",
    "set_track",
    "walk_along",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'compose.edits' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
