"""Edits: pure functions from one frozen project to the next, and the stack that undoes them.

Every edit takes the project first and returns a new one that shares all it did not change. A
scene, shot or node may be named by its id or its name. Numbers are rounded to six decimals.
"""

from compose.edits.clipboard import Clipboard, copy_nodes, duplicate_node, paste_nodes
from compose.edits.hierarchy import reparent
from compose.edits.importing import FIRST, Imported, import_model, import_picture
from compose.edits.keys import (
    move_keyframes,
    remove_keyframe,
    remove_track,
    set_keyframe,
    set_track,
)
from compose.edits.nodes import (
    add_node,
    remove_node,
    rename,
    replace_payload,
    separate_ids,
    set_node,
    set_payload,
)
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

__all__ = [
    "FIRST",
    "Clipboard",
    "Imported",
    "UndoStack",
    "add_node",
    "add_scene",
    "add_shot",
    "change_rate",
    "copy_nodes",
    "duplicate_node",
    "import_model",
    "import_picture",
    "move_keyframes",
    "move_shot_window",
    "new_project",
    "paste_nodes",
    "remove_keyframe",
    "remove_node",
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
    "set_node",
    "set_payload",
    "set_project",
    "set_shot",
    "set_track",
]
