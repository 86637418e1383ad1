"""Whatever changes a picture of the shot makes its takes stale: the renderer is the witness."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, reduce
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from compose.edits import set_environment, set_keyframe, set_node, set_payload, set_shot
from compose.evaluation import evaluate
from compose.project import Project
from shotwright import ShotwrightError
from tests.builders.recorded_takes import END, START, take_of, yard
from visualize.render.renderer import Renderer
from visualize.staleness import is_stale, stale_parts

Edit = Callable[[Project], Project]

EXACT = ("depth", "normal", "motion")
DRAWN = ("beauty", "clay", "wire", "lines", "albedo", *EXACT)
BOX = (64, 36)

solids = st.sampled_from(["Ground", "Courier", "Pole", "Shed", "Hat"])
nodes = st.sampled_from(
    ["Courier", "Pole", "Shed", "Hat", "Cart", "Sun", "Lantern", "Camera", "Camera B"]
)
metres = st.integers(-40, 40).map(lambda tenths: tenths / 10.0)
places = st.tuples(metres, metres, metres.map(lambda z: 3.0 * z - 3.0))
units = st.integers(0, 10).map(lambda tenths: tenths / 10.0)
colors = st.tuples(units, units, units)


def _node(node: str, **changes: object) -> Edit:
    return lambda project: set_node(project, "Yard", node, **changes)


def _payload(node: str, **changes: object) -> Edit:
    return lambda project: set_payload(project, "Yard", node, **changes)


def _key(node: str, channel: str, frame: int, value: float, shot: str | None) -> Edit:
    where = {"scene": "Yard"} if shot is None else {"shot": shot}
    return lambda project: set_keyframe(
        project, node=node, channel=channel, frame=frame, value=value, **where
    )


def _material(node: str, **changes: object) -> Edit:
    def edit(project: Project) -> Project:
        payload = project.scene("Yard").find(node).payload
        return set_payload(project, "Yard", node, material=payload.material.replace(**changes))

    return edit


def _sky(**changes: object) -> Edit:
    return lambda project: set_environment(project, "Yard", **changes)


edits = st.one_of(
    st.builds(lambda n, p: _node(n, translation=p), nodes, places),
    st.builds(lambda n, p: _node(n, translation=p), solids, places),
    st.builds(lambda n, p: _node(n, rotation_deg=tuple(10 * x for x in p)), nodes, places),
    st.builds(lambda n, s: _node(n, scale=(s, s, s)), solids, st.sampled_from([0.3, 1.0, 8.0])),
    st.builds(lambda n, c: _node(n, color=c), solids, colors),
    st.builds(lambda n: _node(n, visible=False), st.one_of(nodes, solids)),
    st.builds(lambda n: _node(n, casts_shadow=False), solids),
    st.builds(lambda n, o: _node(n, opacity=o), solids, units),
    st.builds(
        _key, nodes, st.sampled_from(["translation.x", "rotation.y", "scale.z"]),
        st.integers(-4, 28), metres, st.sampled_from([None, "sht_push", "sht_other"]),
    ),
    st.builds(
        lambda n, r, e: _material(n, roughness=r, emissive=(e, 0.0, 0.0)), solids, units, units
    ),
    st.builds(
        lambda n, i, c: _payload(n, intensity=i, color=c),
        st.sampled_from(["Sun", "Lantern"]), st.sampled_from([0.0, 1.0, 20.0]), colors,
    ),
    st.builds(
        lambda on, r: _payload("Lantern", shadow=on, range_m=abs(r)), st.booleans(), metres
    ),
    st.builds(
        lambda c, f, e: _sky(horizon_color=c, fog_density=f / 20, exposure_ev=e / 10),
        colors, units, metres,
    ),
    st.builds(
        lambda s, f: lambda p: set_shot(p, s, focal_length_mm=f),
        st.sampled_from(["sht_push", "sht_other"]), st.sampled_from([18.0, 35.0, 90.0]),
    ),
)  # fmt: skip


def _both(first: Edit, second: Edit) -> Edit:
    return lambda project: second(first(project))


AT_THE_EDGE = _node("Shed", translation=(-2.85, 1.0, -6.0), scale=(0.3, 0.3, 0.3))
A_SHADOW = _node("Pole", scale=(0.8, 14.0, 0.8))
FAR_OUT_OF_SIGHT = _node("Shed", translation=(80.0, 90.0, 40.0))
"""The sun's one shadow map reaches over all that casts, and its soft edges go by that reach."""

A_COLOUR = _node("Courier", color=(0.9, 0.1, 0.1))
THE_SKY = _sky(horizon_color=(0.1, 0.9, 0.2))
LATER_ALONE = _both(
    _key("Courier", "translation.y", START, 0.6, None),
    _key("Courier", "translation.y", START + 1, 1.2, None),
)


@cache
def before() -> Project:
    """The yard; one object, so that it is compiled once."""
    return yard()


def drawn(project: Project, renderer: Renderer) -> dict[str, np.ndarray]:
    """All passes of every frame of the shot, one above the other."""
    shot = project.shot("sht_push")
    snapshots = [evaluate(project, shot, frame) for frame in range(START, END + 1)]
    frames = [renderer.render(now, DRAWN, BOX, forward=after) for now, after in pairwise(snapshots)]
    return {name: np.concatenate([frame[name] for frame in frames]) for name in DRAWN}


def differ(then: np.ndarray, now: np.ndarray) -> bool:
    """Tell whether two passes differ by more than the last bit of what the GPU adds up."""
    least = 1.0 if then.dtype == np.uint8 else 1e-4
    return not np.allclose(then.astype(float), now, rtol=0.0, atol=least, equal_nan=True)


@cache
def drawn_before(renderer: Renderer) -> dict[str, np.ndarray]:
    """What the yard looks like, drawn once."""
    return drawn(before(), renderer)


@cache
def taken(name: str) -> object:
    """A take of the yard that was drawn from this pass alone."""
    return take_of(before(), mode="from-animation", model="local/own", streams=(name,))


@settings(max_examples=25)
@given(chosen=st.lists(edits, min_size=1, max_size=2))
@pytest.mark.usefixtures("gl_context")
def test_what_changes_a_pass_makes_a_take_drawn_from_it_stale(
    shared_renderer: Renderer, chosen: list[Edit]
) -> None:
    try:
        after = reduce(lambda project, edit: edit(project), chosen, before())
        now = drawn(after, shared_renderer)
    except ShotwrightError:
        assume(False)
    then = drawn_before(shared_renderer)
    stale = stale_parts(after, [taken(name) for name in DRAWN])
    changed = {name for name in DRAWN if differ(then[name], now[name])}
    marked = {name for name in DRAWN if is_stale(stale[taken(name).id])}
    event(f"{len(changed)} of {len(DRAWN)} passes changed")
    assert changed <= marked, [
        (name, np.abs(then[name].astype(float) - now[name]).max()) for name in changed - marked
    ]


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (AT_THE_EDGE, {*DRAWN} - {"motion"}),
        (A_SHADOW, {"beauty", "clay"}),
        (FAR_OUT_OF_SIGHT, {"beauty", "clay"}),
        (A_COLOUR, {"beauty", "clay", "wire", "albedo"}),
        (THE_SKY, {"beauty"}),
        (LATER_ALONE, {*DRAWN}),
    ],
)
@pytest.mark.usefixtures("gl_context")
def test_a_take_is_stale_in_just_the_passes_that_show_an_edit(
    shared_renderer: Renderer, edit: Edit, shown: set[str]
) -> None:
    after = edit(before())
    then, now = drawn_before(shared_renderer), drawn(after, shared_renderer)
    stale = stale_parts(after, [taken(name) for name in DRAWN])
    assert {name for name in DRAWN if differ(then[name], now[name])} == shown
    marked = {name for name in DRAWN if is_stale(stale[taken(name).id])}
    assert marked - {"motion"} == shown - {"motion"}  # what stands still in sight counts there too
    assert shown <= marked
