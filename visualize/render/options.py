"""Options of a render that are not part of the scene. Imports no GL."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How to draw, for every frame of a job.

    ``samples`` is the antialiasing of picture passes (1, 2, 4 or 8). ``mask_ids`` are the pass ids
    that ``mask`` shows. ``all_edges`` makes ``wire`` draw triangles. ``depth_of_field`` blurs
    beauty by the camera's lens, focus and f-stop. ``shadow_map_size`` is the side in texels of each
    of the sun's shadow maps; pictures of at most 720 pixels on their longer side use half of it.
    ``hidden_joints`` shows in ``pose`` also the joints that other things stand before. ``draft``
    draws clay and beauty plainly and fast, and other pictures with one sample, for a hand that
    moves something (``visualize.render.draft``).
    """

    samples: int = 4
    mask_ids: tuple[int, ...] = ()
    all_edges: bool = False
    depth_of_field: bool = False
    shadows: bool = True
    occlusion: bool = True
    shadow_map_size: int = 2048
    hidden_joints: bool = False
    draft: bool = False

    @property
    def plain(self) -> RenderOptions:
        """The same with the quickest of everything that only makes a picture finer."""
        return replace(self, samples=1, shadows=False, occlusion=False, depth_of_field=False)
