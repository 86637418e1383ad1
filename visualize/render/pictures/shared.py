"""What the pictures of one frame share: the samples of its surfaces, and how open they lie.

Which samples a picture is lit from follows from the scene alone, never from the other pictures
that are asked for; so every picture is the same to the bit whatever is drawn beside it.
"""

from __future__ import annotations

import moderngl

from visualize.render.pictures.light_shares import (
    LightShares,
    SeenDepth,
    draw_lamp_shares,
    draw_sun_share,
)
from visualize.render.pictures.material_numbers import MaterialNumbers
from visualize.render.pictures.occlusion import draw_occlusion
from visualize.render.pictures.samples import Samples, draw_mapped_samples, draw_samples
from visualize.render.pictures.shadow_maps import Shadows
from visualize.render.pictures.smoothing import draw_first_depth
from visualize.render.stage import Stage


class SharedSurfaces:
    """The samples of the frame that was drawn last, for the next picture of the same frame.

    A part of the device: the targets are the device's, and are drawn again for another frame.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._stage: Stage | None = None
        self._numbers: MaterialNumbers | None = None
        self._plain: Samples | None = None
        self._mapped: Samples | None = None
        self._depth: tuple[Samples, SeenDepth] | None = None
        self._occlusion: tuple[Samples, dict[str, moderngl.Texture]] | None = None
        self._sun: tuple[Samples, LightShares] | None = None
        self._lamps: tuple[Samples, LightShares] | None = None

    def plain(self, stage: Stage) -> Samples:
        """Return the samples without what textures make of materials: those of clay."""
        numbers = self._numbered(stage)
        if self._plain is None:
            self._plain = draw_samples(stage, numbers)
        return self._plain

    def drawn_along(self, stage: Stage) -> Samples | None:
        """Return the samples that hold ``albedo`` as well, None where they were not drawn so."""
        samples = self._plain if self._stage is stage else None
        return samples if samples is not None and samples.with_albedo else None

    def whole(self, stage: Stage) -> Samples:
        """Return samples with all that light needs."""
        if self._numbered(stage).enough:
            return self.plain(stage)
        if self._mapped is None:
            self._mapped = draw_mapped_samples(stage)
        return self._mapped

    def occlusion(self, stage: Stage, samples: Samples) -> dict[str, moderngl.Texture]:
        """Return how open the surfaces lie, out of the samples' depth."""
        if self._occlusion is None or self._occlusion[0] is not samples:
            depth = self._seen_depth(stage, samples).half
            self._occlusion = samples, draw_occlusion(stage, depth)
        return self._occlusion[1]

    def sun_share(self, stage: Stage, samples: Samples, shadows: Shadows) -> LightShares:
        """Return the sun's share at every pixel's first surface."""
        if self._sun is None or self._sun[0] is not samples:
            depth = self._seen_depth(stage, samples)
            self._sun = samples, draw_sun_share(stage, samples, depth, shadows)
        return self._sun[1]

    def all_shares(self, stage: Stage, samples: Samples, shadows: Shadows) -> LightShares:
        """Return the shares of all lights that have shadows."""
        sun = self.sun_share(stage, samples, shadows)
        if self._lamps is None or self._lamps[0] is not samples:
            depth = self._seen_depth(stage, samples)
            self._lamps = samples, draw_lamp_shares(stage, samples, depth, shadows)
        lamps = self._lamps[1]
        return LightShares(sun.textures | lamps.textures, [*sun.defines, *lamps.defines])

    def _seen_depth(self, stage: Stage, samples: Samples) -> SeenDepth:
        if self._depth is None or self._depth[0] is not samples:
            whole, half = (draw_first_depth(stage, samples.target, step=step) for step in (1, 2))
            self._depth = samples, SeenDepth(whole=whole, half=half)
        return self._depth[1]

    def _numbered(self, stage: Stage) -> MaterialNumbers:
        """Return the materials' numbers; of another frame everything begins anew."""
        if self._stage is not stage or self._numbers is None:
            self.close()
            self._stage = stage
            self._numbers = MaterialNumbers(self._context, stage.batches)
        return self._numbers

    def close(self) -> None:
        """Forget the frame; the device frees the targets."""
        if self._numbers is not None:
            self._numbers.release()
        self._stage = self._numbers = None
        self._plain = self._mapped = None
        self._depth = self._occlusion = self._sun = self._lamps = None
