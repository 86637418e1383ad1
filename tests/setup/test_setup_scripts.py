"""The set-up scripts: what a fresh machine may lack is installed, or named exactly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "setup"
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"

BARE = """
import runpy, sys
sys.path.insert(0, {setup!r})
import debian
debian.may_install = lambda: {may}
installed = []
debian.install = lambda packages, why: installed.append(packages) or {cured}
sys.argv = {argv!r}
try:
    runpy.run_path({script!r}, run_name="__main__")
finally:
    print("asked apt for", installed)
"""


def run(script: str, *arguments: str, may: bool = False, cured: str = "False", env=None):
    """Run a set-up script with apt replaced by a note of what it was asked for."""
    values = {"setup": str(SETUP), "script": str(SETUP / script), "argv": [script, *arguments]}
    code = BARE.format(**values, may=may, cured=cured)
    return subprocess.run(
        [sys.executable, "-c", code], env=os.environ | (env or {}), capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def without_venv(tmp_path: Path) -> dict[str, str]:
    """A Python that cannot make environments, as Debian's is before python3-venv is installed."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "venv.py").write_text("raise SystemExit('ensurepip is not available')\n")
    return {"PYTHONPATH": str(broken)}


def test_a_broken_environment_is_made_anew_and_a_whole_one_left_alone(tmp_path):
    folder = tmp_path / "env"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(tmp_path / "a-python-that-was-removed")
    assert run("venv.py", str(folder)).returncode == 0
    assert (folder / "bin" / "pip").exists()
    (folder / "mine").write_text("kept")
    assert run("venv.py", str(folder)).returncode == 0
    assert (folder / "mine").read_text() == "kept"


def test_without_the_venv_module_the_exact_package_is_named(tmp_path, without_venv):
    done = run("venv.py", str(tmp_path / "env"), env=without_venv)
    assert done.returncode == 1
    assert f"sudo apt-get install --no-install-recommends {VERSION}" in done.stdout
    assert "asked apt for []" in done.stdout


def test_who_may_install_packages_is_not_asked_to(tmp_path, without_venv):
    cured = "import sys; open(sys.argv[-1], 'w').close()"
    cure = f"open({without_venv['PYTHONPATH'] + '/venv.py'!r}, 'w').write({cured!r}) > 0"
    done = run("venv.py", str(tmp_path / "env"), may=True, cured=cure, env=without_venv)
    assert done.returncode == 0, done.stdout
    assert f"asked apt for [('{VERSION}',)]" in done.stdout
    assert (tmp_path / "env").exists(), "the environment is made with what was installed"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="EGL is Linux's")
def test_without_opengl_the_exact_packages_are_named(tmp_path):
    env = {"__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent"}
    code = f"import sys; sys.prefix = {str(tmp_path)!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", code + _gl_script()], env=os.environ | env, check=False,
        capture_output=True, text=True, timeout=120, cwd=SETUP.parent,
    )  # fmt: skip
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends libegl1 libgl1" in done.stdout
    assert not (tmp_path / ".gl-ok").exists()


def _gl_script() -> str:
    return BARE.format(
        setup=str(SETUP), may=False, cured="False", script=str(SETUP / "gl.py"), argv=["gl.py"]
    )


@pytest.mark.parametrize(
    ("has", "may", "cured", "asked"),
    [
        (("chromium", "chromedriver"), True, "False", "[]"),
        (("chromium",), False, "False", "[]"),
        ((), True, "False", "[('chromium', 'chromium-driver')]"),
    ],
    ids=["there", "half there", "not there"],
)
def test_the_browser_of_the_tests_is_looked_for_installed_where_allowed_and_else_named(
    tmp_path, has, may, cured, asked
):
    for program in has:
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    done = run("chromium.py", may=may, cured=cured, env={"PATH": str(tmp_path)})
    assert f"asked apt for {asked}" in done.stdout
    whole = len(has) == 2
    assert done.returncode == (0 if whole else 1)
    assert ("apt-get install --no-install-recommends chromium chromium-driver" in done.stdout) is (
        not whole
    )
