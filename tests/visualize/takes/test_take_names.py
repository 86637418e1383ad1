"""Names and numbers of takes."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.small_project import small_project
from visualize.takes.naming import take_stem
from visualize.takes.numbers import reserve_number

SHOT = small_project().shots[0]
words = st.text(max_size=120)


@given(number=words, name=words, framing=words, take=st.integers(1, 10_000_000))
def test_a_name_is_short_ascii_and_safe_on_every_disk(
    number: str, name: str, framing: str, take: int
) -> None:
    shot = SHOT.model_copy(update={"number": number, "name": name})
    stem = take_stem(shot, framing, take)
    assert re.fullmatch(r"[a-z0-9_][a-z0-9_-]*", stem)
    assert len(stem) + len(".mp4.part") <= 80
    assert stem.endswith(f"_take{take}")


@pytest.mark.parametrize(
    ("number", "name", "framing", "expected"),
    [
        ("010", "establishing", "wide", "010_wide_establishing_take2"),
        ("010", "wide establishing", "wide", "010_wide_establishing_take2"),
        ("030", "Mara at the window", "close-up", "030_close-up_mara_at_the_window_take2"),
        ("", "Café!", "", "cafe_take2"),
        ("", "北京", "", "shot_take2"),
    ],
)
def test_a_name_says_shot_framing_and_description(
    number: str, name: str, framing: str, expected: str
) -> None:
    shot = SHOT.model_copy(update={"number": number, "name": name, "description": ""})
    assert take_stem(shot, framing, 2) == expected


def test_numbers_given_out_at_once_are_all_different(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(
            pool.map(lambda n: reserve_number(tmp_path, "sht_a", f"job_{n}/0"), range(64))
        )
    assert sorted(numbers) == list(range(1, 65))


def test_processes_count_together(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from visualize.takes.numbers import reserve_number\n"
        "for n in range(20):\n"
        "    print(reserve_number(Path(sys.argv[1]), 'sht_a', f'{sys.argv[2]}/{n}'))"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), name], stdout=subprocess.PIPE, text=True
        )
        for name in ("one", "two", "three")
    ]
    numbers = [int(line) for run in runs for line in run.communicate()[0].split()]
    assert sorted(numbers) == list(range(1, 61))


def test_each_shot_counts_for_itself_and_an_owner_keeps_its_number(tmp_path: Path) -> None:
    assert reserve_number(tmp_path, "sht_a", "job_1/0") == 1
    assert reserve_number(tmp_path, "sht_a", "job_2/0") == 2
    assert reserve_number(tmp_path, "sht_b", "job_3/0") == 1
    assert reserve_number(tmp_path, "sht_a", "job_1/0") == 1
