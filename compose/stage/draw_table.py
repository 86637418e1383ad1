"""DrawTable: the surfaces of a scene and, row by row, which slots, skin and morphs move them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.geometry.material import Image, Material
from compose.geometry.mesh import F64, Mesh
from compose.geometry.model import Skin
from compose.node import Node
from compose.payload import Figure, ImageCard, Modelled, Primitive, Prop
from compose.scene import Scene
from compose.snapshot import Surface
from compose.stage.insides import Inside
from compose.stage.materials import (
    LoadImage,
    Materials,
    bounded_color,
    card_mesh,
    primitive_mesh,
)
from compose.stage.pass_numbers import PassNumbers
from compose.stage.populating import owned_by
from compose.stage.slots import Slots

Indices = npt.NDArray[np.intp]
I32 = npt.NDArray[np.int32]

MOST_SURFACES = 1_000_000
"""How many rows a draw table may have."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DrawTable:
    """Rows of the draw table; arrays of length S are by surface, of length J by joint.

    A row's world matrix is ``world[outer] @ world[inner]`` (``inner`` −1: only the first); a
    skinned row's is the identity. A joint's is the same product times ``inverse_bind``.
    ``looks`` is the scene node's row in the layout; ``tint`` the constant colour; ``painted`` rows
    take the node's colour and ``cards`` the card's brightness (with ``card_rows``).
    """

    surfaces: tuple[Surface, ...]
    outer: Indices
    inner: Indices
    skinned: npt.NDArray[np.bool_]
    joint_start: I32
    morph_start: I32
    looks: Indices
    tint: F64
    painted: Indices
    cards: Indices
    card_rows: Indices
    joint_outer: Indices
    joint_inner: Indices
    inverse_bind: F64


class _Rows:
    """Collects rows and joint palettes."""

    def __init__(self, numbers: PassNumbers, slots: Slots) -> None:
        self.numbers = numbers
        self.slots = slots
        self.surfaces: list[Surface] = []
        self.columns: list[tuple[int, int, bool, int, int, int]] = []
        self.tints: list[tuple[float, float, float]] = []
        self.painted: list[int] = []
        self.cards: list[tuple[int, int]] = []
        self.joint_outer: list[int] = []
        self.joint_inner: list[int] = []
        self.inverse_bind: list[F64] = []
        self._palettes: dict[tuple[str, int, int], int] = {}

    def add(self, surface: Surface, outer: int, inner: int, looks: int, *,
            joints: int = -1, morphs: int = -1,
            tint: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> None:  # fmt: skip
        """Append a row; an empty mesh has nothing to draw and gets none."""
        if not len(surface.mesh.triangles):
            return
        if len(self.surfaces) >= MOST_SURFACES:
            raise SceneError(
                f"The scene draws more than {MOST_SURFACES:,} surfaces; {surface.name!r} is one "
                "too many. Use fewer instances, or a simpler model."
            )
        self.surfaces.append(surface)
        self.columns.append((outer, inner, joints >= 0, joints, morphs, looks))
        self.tints.append(tint)

    def palette(self, inside: Inside, copy: int, outer: int, number: int) -> int:
        """Return the first joint row of a skin for one copy of a model, adding it once."""
        key = (inside.node.id, copy, number)
        if key not in self._palettes:
            self._palettes[key] = len(self.joint_outer)
            skin: Skin = inside.model.skins[number]
            joints = [inside.first + joint for joint in skin.joints]
            self.joint_outer += [outer] * len(joints) if inside.apart else joints
            self.joint_inner += joints if inside.apart else [-1] * len(joints)
            self.inverse_bind.append(skin.inverse_bind)
        return self._palettes[key]

    def build(self) -> DrawTable:
        """Return the table."""
        columns = np.array(self.columns, np.intp).reshape(-1, 6)
        cards = np.array(self.cards, np.intp).reshape(-1, 2)
        binds = self.inverse_bind
        return DrawTable(
            surfaces=tuple(self.surfaces),
            outer=columns[:, 0],
            inner=columns[:, 1],
            skinned=columns[:, 2].astype(bool),
            joint_start=columns[:, 3].astype(np.int32),
            morph_start=columns[:, 4].astype(np.int32),
            looks=columns[:, 5],
            tint=np.array(self.tints, np.float64).reshape(-1, 3),
            painted=np.array(self.painted, np.intp),
            cards=cards[:, 0],
            card_rows=cards[:, 1],
            joint_outer=np.array(self.joint_outer, np.intp),
            joint_inner=np.array(self.joint_inner, np.intp),
            inverse_bind=np.concatenate(binds) if binds else np.zeros((0, 4, 4)),
        )


def build_draw_table(
    scene: Scene, slots: Slots, card_rows: dict[str, int], load_image: LoadImage, fading: Set[str]
) -> DrawTable:
    """Lay out what a scene draws, in outliner order.

    ``fading`` holds the ids of nodes whose opacity is below one or animated: their materials
    blend. ``card_rows`` is each card's row of ``card.brightness``.

    Raises
    ------
    ShotwrightError
        When a shape, a picture or a pass id is wrong, or there is too much to draw.
    """
    drawn = [n for n in scene.nodes if isinstance(n.payload, Primitive | Modelled | ImageCard)]
    rows = _Rows(PassNumbers(scene, (node.id for node in drawn)), slots)
    materials = Materials(load_image)
    for node in drawn:
        fades = node.id in fading
        if isinstance(node.payload, Primitive):
            _add_primitive(rows, node, node.payload, materials, fades)
        elif isinstance(node.payload, ImageCard):
            row = card_rows[node.id]
            image = load_image(node.payload.image)
            _add_card(rows, node, node.payload, materials, image, row, fades)
        else:
            _add_model(rows, slots.insides[node.id], materials, fades)
    return rows.build()


def _places(slots: Slots, node: Node) -> list[tuple[int, int]]:
    """Return ``(instance, slot)`` of every copy of a node, or of the node itself with −1."""
    copies = slots.copies.get(node.id)
    return [(-1, slots.nodes[node.id])] if copies is None else list(enumerate(copies))


def _add_primitive(
    rows: _Rows, node: Node, payload: Primitive, materials: Materials, fades: bool
) -> None:
    mesh = primitive_mesh(payload, node.name)
    material = materials.of_primitive(payload.material, fades)
    looks = rows.slots.nodes[node.id]
    first = len(rows.surfaces)
    for instance, slot in _places(rows.slots, node):
        surface = Surface(
            node=node.id,
            name=node.name,
            part="",
            instance=instance,
            pass_id=rows.numbers.of(node.id, "", instance),
            mesh=mesh,
            material=material,
            casts_shadow=node.casts_shadow,
        )
        rows.add(surface, slot, -1, looks)
    rows.painted += range(first, len(rows.surfaces))


def _add_card(
    rows: _Rows, node: Node, card: ImageCard, materials: Materials, image: Image,
    row: int, fades: bool,
) -> None:  # fmt: skip
    surface = Surface(
        node=node.id,
        name=node.name,
        part="",
        instance=-1,
        pass_id=rows.numbers.of(node.id, "", -1),
        mesh=card_mesh(card, image),
        material=materials.of_card(card, fades),
        casts_shadow=node.casts_shadow and card.type != "backdrop",
    )
    slot = rows.slots.nodes[node.id]
    rows.cards.append((len(rows.surfaces), row))
    rows.add(surface, slot, -1, slot)


def _add_model(rows: _Rows, inside: Inside, materials: Materials, fades: bool) -> None:
    for instance, slot in _places(rows.slots, inside.node):
        for i, inner in enumerate(inside.model.nodes):
            if inner.parts:
                _add_parts(rows, inside, materials, fades, instance, slot, i)


def _add_parts(
    rows: _Rows, inside: Inside, materials: Materials, fades: bool,
    instance: int, slot: int, i: int,
) -> None:  # fmt: skip
    node, inner = inside.node, inside.model.nodes[i]
    payload = inside.payload
    change = payload.overrides.get(inner.path)
    tint = bounded_color((change.color if change else None) or (1.0, 1.0, 1.0))
    place = inside.first + i
    owner, first = owned_by(node.id)
    for part in inner.parts:
        surface = Surface(
            node=owner,
            name=node.name,
            part=inner.path,
            instance=first + instance if instance >= 0 else -1,
            pass_id=rows.numbers.of(node.id, inner.path, instance),
            mesh=part.mesh,
            material=materials.of_part(
                part.material,
                not isinstance(payload, Figure) and payload.solid,
                fades,
                _part_color(payload, inner.path, part.material),
            ),
            casts_shadow=node.casts_shadow,
        )
        rows.add(
            surface,
            slot if inside.apart else place,
            place if inside.apart else -1,
            rows.slots.nodes[node.id],
            joints=_palette(rows, inside, instance, slot, inner.skin, part.mesh),
            morphs=inside.morphs[i] if part.mesh.morphs else -1,
            tint=tint,
        )


def _part_color(
    payload: Modelled, path: str, material: Material
) -> tuple[float, float, float] | None:
    """Return the colour that a prop gives to a part, by its path or its material's name."""
    if not isinstance(payload, Prop):
        return None
    return payload.colors.get(path) or payload.colors.get(material.name)


def _palette(rows: _Rows, inside: Inside, instance: int, slot: int, skin: int, mesh: Mesh) -> int:
    if skin < 0 or mesh.joints is None or mesh.weights is None:
        return -1
    return rows.palette(inside, instance, slot, skin)
