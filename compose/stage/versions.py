"""Versions: what was compiled from scenes that live, for them and for what is edited from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from threading import RLock
from typing import TypeVar

from compose.scene import Scene
from compose.shot import Shot
from compose.stage.memo import IdentityMemo
from compose.stage.scene_stage import SceneStage
from compose.stage.shot_stage import ShotStage
from compose.stage.timeline import Timeline

_Made = TypeVar("_Made")

_MOST_VARIANTS = 8
_MOST_VERSIONS = 4


class Compiled:
    """What was compiled from one scene object, in each variant asked for.

    A variant is a frame rate, a project folder and a set of given models. ``scene`` is the scene's
    id. Whoever compiles holds ``lock``, so that no two threads do the same work.
    """

    def __init__(self, scene: str) -> None:
        self.scene = scene
        self.lock = RLock()
        self.stages: dict[object, SceneStage] = {}
        self.timelines: dict[object, Timeline] = {}
        self.views: dict[object, ShotStage] = {}
        self.shots: IdentityMemo[Shot, dict[object, ShotStage]] = IdentityMemo()

    def moving(self, variant: object) -> Iterator[Timeline]:
        """Return the timelines of a variant, those of shots first."""
        for stages in self.shots.newest():
            stage = stages.get(variant)
            if stage is not None:
                yield stage.timeline
        timeline = self.timelines.get(variant)
        if timeline is not None:
            yield timeline


# A memo of pure results: it holds nothing that outlives its scene, and no setting.
_COMPILED: IdentityMemo[Scene, Compiled] = IdentityMemo()


def compiled_of(scene: Scene) -> Compiled:
    """Return what was compiled from this very scene, for whoever compiles more of it to add to."""
    return _COMPILED.get(scene, lambda: Compiled(scene.id))


def versions_of(scene: Scene) -> Iterator[Compiled]:
    """Return what was compiled from the latest versions of a scene, this one first."""
    mine = compiled_of(scene)
    others = (c for c in _COMPILED.newest() if c.scene == scene.id and c is not mine)
    return chain([mine], islice(others, _MOST_VERSIONS))


def kept(variants: dict[object, _Made], key: object, make: Callable[[], _Made]) -> _Made:
    """Return one variant, making it the first time; only the newest few are kept."""
    if key not in variants:
        made = make()
        while len(variants) >= _MOST_VARIANTS:
            del variants[next(iter(variants))]
        variants[key] = made
    return variants[key]
