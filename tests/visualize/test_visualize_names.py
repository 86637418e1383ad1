"""The names that ``visualize`` promises, and what importing them costs."""

import subprocess
import sys

import pytest

import visualize

HEAVY = ("av", "PIL", "OpenEXR", "moderngl", "trimesh", "imageio_ffmpeg", "cv2")


@pytest.mark.parametrize("name", visualize.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(visualize, name).__doc__ or isinstance(getattr(visualize, name), dict)


def test_the_list_is_sorted_and_complete() -> None:
    assert dir(visualize) == sorted(visualize.__all__)
    assert set(visualize.__all__) == set(visualize._HOMES)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'render_film'"):
        _ = visualize.render_film


@pytest.mark.parametrize(
    "module", ["visualize", "visualize.encode", "visualize.produce", "visualize.sheet"]
)
def test_importing_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
