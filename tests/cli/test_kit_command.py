"""`shotwright kit`: the list, one prop, and the picture catalogue."""

import numpy as np
import pytest
from PIL import Image

from compose.kit import PROPS


def test_the_list_names_every_prop_of_a_family_with_its_size(shotwright):
    ending = shotwright("kit", "--family", "stage_gear", "--json")
    assert ending.status == 0
    props = {prop["name"]: prop for prop in ending.document["props"]}
    assert set(props) == {name for name in PROPS if PROPS[name].family == "stage_gear"}
    inch = 0.0254
    assert props["apple_box"]["size_m"] == pytest.approx([20 * inch, 8 * inch, 12 * inch], abs=1e-3)


def test_one_prop_shows_its_parameters_with_their_ranges(shotwright):
    ending = shotwright("kit", "apple-box", "umbrella")
    assert ending.status == 0
    assert "full, half, quarter, pancake" in ending.out
    assert "0.35 to 0.8 m" in ending.out
    assert "true or false" in ending.out


def test_an_unknown_prop_is_a_mistake_and_the_nearest_is_offered(shotwright):
    ending = shotwright("kit", "umbrela")
    assert ending.status == 2
    assert "'umbrella'" in ending.err


def test_an_unknown_family_is_a_mistake(shotwright):
    ending = shotwright("kit", "--family", "furnitur")
    assert ending.status == 2
    assert "'furniture'" in ending.err


def test_a_family_and_names_together_are_a_mistake(shotwright):
    assert shotwright("kit", "chair", "--family", "hand").status == 2


def test_a_picture_of_another_kind_is_refused_before_anything_is_drawn(shotwright, here):
    ending = shotwright("kit", "mug", "--picture", "kit.jpg")
    assert ending.status == 2
    assert "kit.png" in ending.err
    assert list(here.iterdir()) == []


@pytest.mark.gpu
def test_the_catalogue_is_a_dark_page_with_a_lit_picture_for_each_prop(shotwright, here):
    ending = shotwright("kit", "mug", "book", "bottle", "--picture", "page.png")
    assert ending.status == 0, ending.err
    page = np.asarray(Image.open(here / "page.png").convert("L")).astype(float)
    assert page.shape[1] == 1920
    assert page[:20].max() < 30.0
    columns = [slice(40 + 308 * i, 40 + 308 * i + 294) for i in range(3)]
    lit = [(page[:, column] > 150.0).sum() for column in columns]
    assert all(count > 300 for count in lit)
    empty = page[:, 40 + 308 * 4 : 40 + 308 * 5]
    assert (empty[200:] < 30.0).all()
