"""Assets of a project: safe paths, content hashes, models and pictures."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from compose.assets import load_image, load_model, resolve, sha256_of
from compose.errors import AssetError
from compose.payload import Asset
from compose.project import Project
from tests.builders.glb_builder import figure, triangle


@pytest.fixture
def project(tmp_path) -> Project:
    root = tmp_path / "film"
    (root / "assets").mkdir(parents=True)
    return Project(id="prj_a", name="A", root=root)


def asset(path: str, **more) -> Asset:
    return Asset(kind="asset", path=path, **more)


def test_a_path_inside_the_project_is_found(project):
    (project.root / "assets" / "a b.txt").write_text("x")
    assert resolve(project, "assets/a b.txt") == (project.root / "assets" / "a b.txt").resolve()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/etc/passwd", "only files inside the project"),
        ("\\\\server\\share", "only files inside the project"),
        ("C:\\a.glb", "only files inside the project"),
        ("c:a.glb", "only files inside the project"),
        ("https://example.org/a.glb", "only files inside the project"),
        ("file:a.glb", "only files inside the project"),
        ("../secret.txt", "leads upward"),
        ("assets/../../secret.txt", "leads upward"),
        ("assets\\..\\..\\secret.txt", "leads upward"),
        ("", "is not a path"),
        ("a\0b", "is not a path"),
        ("assets", "there is no such file"),
        ("gone.glb", "there is no such file"),
        ("a" * 5000, "cannot be read|there is no such file"),
    ],
)
def test_a_path_that_leaves_the_project_is_refused(project, path, words):
    (project.root.parent / "secret.txt").write_text("secret")
    with pytest.raises(AssetError, match=words):
        resolve(project, path)


def test_a_link_out_of_the_project_is_refused(project):
    secret = project.root.parent / "secret.txt"
    secret.write_text("secret")
    os.symlink(secret, project.root / "link.txt")
    with pytest.raises(AssetError, match="link that leads out"):
        resolve(project, "link.txt")


def test_a_ring_of_links_is_refused(project):
    os.symlink(project.root / "b", project.root / "a")
    os.symlink(project.root / "a", project.root / "b")
    with pytest.raises(AssetError):
        resolve(project, "a")


def test_a_project_without_a_folder_has_no_assets():
    with pytest.raises(AssetError, match="no folder yet"):
        resolve(Project(id="p", name="P"), "a.glb")


def test_a_hash_follows_the_content(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    assert sha256_of(path) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(b"three")
    assert sha256_of(path) == hashlib.sha256(b"three").hexdigest()
    with pytest.raises(AssetError, match="cannot be read"):
        sha256_of(tmp_path / "gone")


def test_a_model_is_loaded_once_for_its_content(project):
    path = figure().write(project.root / "assets" / "a.glb")
    wanted = asset("assets/a.glb", sha256=sha256_of(path))
    model = load_model(project, wanted)
    os.utime(path, (1, 1))
    assert load_model(project, wanted) is model
    assert load_model(project, asset("assets/a.glb", unit_m=0.5)) is not model
    triangle().write(path)
    assert len(load_model(project, asset("assets/a.glb")).nodes) == 1


def test_a_changed_file_is_told_with_its_new_hash(project):
    path = figure().write(project.root / "a.glb")
    with pytest.raises(AssetError, match=f"payload.sha256 to {sha256_of(path)}"):
        load_model(project, asset("a.glb", sha256="0" * 64))


def test_a_picture_is_rgba_with_its_own_values(project):
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    Image.fromarray(pixels).save(project.root / "p.png")
    image = load_image(project, "p.png")
    assert np.array_equal(image.pixels[..., :3], pixels)
    assert (image.pixels[..., 3] == 255).all()
    assert load_image(project, "p.png") is image


def test_a_picture_is_turned_as_its_camera_was(project):
    picture = Image.new("RGB", (2, 1))
    picture.putpixel((0, 0), (255, 0, 0))
    exif = picture.getexif()
    exif[0x0112] = 6  # the top of the scene is at the picture's right
    picture.save(project.root / "p.png", exif=exif)
    pixels = load_image(project, "p.png").pixels
    assert pixels.shape == (2, 1, 4)
    assert pixels[0, 0].tolist() == [255, 0, 0, 255]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_read(project, mode):
    if mode == "I;16":
        picture = Image.fromarray(np.full((2, 2), 0x8000, np.uint16))
    else:
        picture = Image.new("RGB", (2, 2), (128, 128, 128)).convert(mode)
    picture.save(project.root / "p.png")
    pixels = load_image(project, "p.png").pixels
    assert pixels.shape == (2, 2, 4)
    expected = 128 if mode == "I;16" else picture.convert("RGB").getpixel((0, 0))[0]
    assert abs(int(pixels[0, 0, 0]) - expected) <= 1


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "is not a picture"), (b"<svg/>", "is not a picture"), (b"%!PS-Adobe-3.0", "not a pict")],
)
def test_other_files_are_no_pictures(project, data, words):
    (project.root / "p.png").write_bytes(data)
    with pytest.raises(AssetError, match=words):
        load_image(project, "p.png")


def test_reading_assets_loads_no_heavy_library():
    import subprocess
    import sys

    code = "import sys, compose.assets; print([m for m in ('trimesh', 'PIL') if m in sys.modules])"
    root = Path(__file__).parents[2]
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert out.stdout.strip() == "[]"
