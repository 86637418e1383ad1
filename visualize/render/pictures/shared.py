"""What the pictures of one frame share: the samples of its surfaces, and how open they lie.

Which samples a picture is lit from follows from the scene alone, never from the other pictures
that are asked for; so every picture is the same to the bit whatever is drawn beside it.
"""

from __future__ import annotations

import moderngl

from visualize.render.pictures.material_numbers import MaterialNumbers
from visualize.render.pictures.occlusion import draw_occlusion
from visualize.render.pictures.samples import Samples, draw_mapped_samples, draw_samples
from visualize.render.pictures.shadow_maps import Shadows
from visualize.render.pictures.sunlight import draw_sunlight
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
        self._occlusion: tuple[Samples, moderngl.Texture] | None = None
        self._sunlight: tuple[Samples, moderngl.Texture] | None = None

    def plain(self, stage: Stage) -> Samples:
        """Return the samples without what textures make of materials: those of clay."""
        numbers = self._numbered(stage)
        if self._plain is None:
            self._plain = draw_samples(stage, numbers)
        return self._plain

    def whole(self, stage: Stage) -> Samples:
        """Return samples with all that light needs."""
        if self._numbered(stage).enough:
            return self.plain(stage)
        if self._mapped is None:
            self._mapped = draw_mapped_samples(stage)
        return self._mapped

    def occlusion(self, stage: Stage, samples: Samples) -> moderngl.Texture:
        """Return how open the surfaces lie, out of the samples' depth."""
        if self._occlusion is None or self._occlusion[0] is not samples:
            self._occlusion = samples, draw_occlusion(stage, samples.target)
        return self._occlusion[1]

    def sunlight(self, stage: Stage, samples: Samples, shadows: Shadows) -> moderngl.Texture | None:
        """Return the sun's share at every pixel's first surface; None without its shadows."""
        sun = shadows.casting.sun
        if sun is None:
            return None
        if self._sunlight is None or self._sunlight[0] is not samples:
            self._sunlight = samples, draw_sunlight(stage, samples, shadows, sun)
        return self._sunlight[1]

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
        self._plain = self._mapped = self._occlusion = self._sunlight = None
