"""The gallery over 100,000 takes: what a director asks of it, and opening it (aim: 50 ms a query).

The takes are real sidecars, reviews and measures on the disk; the clips beside them are left out,
since no query looks at them. ``gallery_open`` opens a gallery in which nothing has changed.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from visualize.takes.gallery import Gallery
from visualize.takes.measures import Measures
from visualize.takes.query import Query
from visualize.takes.sidecar import measures_of, review_of
from visualize.takes.take import Clip, Fingerprint, Made, Of, Review, Take

SIZES, SMOKE_SIZES = (10_000, 100_000), (30, 300)
_A_SHOT = 250
"""Takes of one shot."""

_VERSIONS = 12
"""Wordings of a shot's prompt; takes share them."""

_PARTS = 24
"""Parts of each take's fingerprint."""

_REPEATS = 5
_LONG_AGO = 1_700_000_000
"""When the folders were last changed; of one that changed just now, nothing can be said."""

_NEW_WORDS = ("umbrel", "SCARF", "obbl", "zeppelins")
_MODELS = ("Luma Ray 3.2", "Kling 3", "Seedance 2.0", "Wan 2.2 VACE", "Veo 3.1", "Ink look",
           "Toon look", "Hailuo 3", "Runway Gen-5", "LTX 3", "Direct wire", "Sora 3")  # fmt: skip
_MODES = ("from-animation", "start-frame", "start-end", "direct", "image")
_WORDS = (  # noqa: SIM905 - a text reads better than a list of 46 words
    "a red courier car rolls in from the left and slows beside bakery mara stands under the street"
    " lamp waiting joon walks toward her dusk light wet cobbles handheld shallow focus film grain"
    " slow push rain umbrella window neon tram bicycle rooftop pigeons steam scarf letter"
).split()
_TAGS = ("dusk", "client A", "hero", "hands drift", "too fast", "sound")
_HASH = "0" * 64
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def run(*, smoke: bool = False) -> list[dict[str, Any]]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    rows: list[tuple[str, str, float, str]] = []
    for count in SMOKE_SIZES if smoke else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows += _measured(Path(folder), count)
    return [
        {"name": name, "scene": scene, "value": round(value, 3), "unit": "ms", "peer": peer,
         "ratio": None}
        for name, scene, value, peer in rows
    ]  # fmt: skip


def _measured(folder: Path, count: int) -> list[tuple[str, str, float, str]]:
    """Write so many takes, and measure opening their gallery and all that is asked of it."""
    _write(folder / "takes", count)
    began = time.perf_counter()
    Gallery(folder, index_folder=folder / "index").close()
    building = time.perf_counter() - began
    opening = statistics.median(
        _ms(lambda: Gallery(folder, index_folder=folder / "index").close()) for _ in range(_REPEATS)
    )
    with Gallery(folder, index_folder=folder / "index") as gallery:
        filling = _ms(lambda: gallery.query(Query()))
        times = {name: _median(gallery, query) for name, query in _asked(count).items()}
        fresh = [_timed(gallery, Query(text=word)) for word in _NEW_WORDS]
        rating = statistics.median(_ms(partial(_rate, gallery, n)) for n in range(_REPEATS))
    worst = max(times, key=times.__getitem__)
    wall, cpu = (statistics.median(each[which] for each in times.values()) for which in (0, 1))
    scene = f"{count} takes"
    return [
        ("gallery_query", scene, wall, f"median of {len(times)}; CPU {cpu:.1f} ms"),
        ("gallery_query_worst", scene, times[worst][0], f"{worst}; CPU {times[worst][1]:.1f} ms"),
        ("gallery_query_word", scene, max(fresh)[0], f"a new word; CPU {max(fresh)[1]:.1f} ms"),
        ("gallery_rate", scene, rating, "rate one take, and sort by stars again"),
        ("gallery_open", scene, opening, f"unchanged; the first time {building:.1f} s"),
        ("gallery_first_query", scene, filling, "it reads the columns"),
    ]


def _median(gallery: Gallery, query: Query) -> tuple[float, float]:
    """Return the median milliseconds of a query, by the clock and of the processor."""
    walls, cpus = zip(*(_timed(gallery, query) for _ in range(_REPEATS)), strict=True)
    return statistics.median(walls), statistics.median(cpus)


def _timed(gallery: Gallery, query: Query) -> tuple[float, float]:
    began = time.process_time()
    wall = _ms(partial(gallery.query, query))
    return wall, 1000.0 * (time.process_time() - began)


def _rate(gallery: Gallery, number: int) -> None:
    query = Query(sort="rating", descending=True, offset=number)
    gallery.review(gallery.query(query).rows[-1], rating=number)
    gallery.query(query)


def _asked(count: int) -> dict[str, Query]:
    """Return what a director asks of the left column, the search field and the order."""
    picks = frozenset(f"tak_{number:012d}" for number in range(0, count, _A_SHOT))
    last = count - 1
    return {
        "all": Query(picks=picks),
        "newest": Query(sort="made", descending=True),
        "a shot": Query(shots=("sht_0001",)),
        "best of a model": Query(models=("kling-3",), rating=(4, None), sort="rating",
                                 descending=True),
        "last page": Query(offset=max(last - 100, 0)),
        "picks": Query(picks=picks, picked=True),
        "not picked, kept": Query(picks=picks, picked=False, rejected=False),
        "faithful": Query(fidelity=(80.0, None), sort="fidelity", descending=True),
        "up to $1.50": Query(cost_usd=(None, 1.5), sort="cost", descending=True),
        "two days": Query(made=(_DAY, _DAY + timedelta(days=2))),
        "a word": Query(text="courier"),
        "three words": Query(text="mara DUSK ray", sort="made", descending=True),
        "a letter": Query(text="e"),
        "no such word": Query(text="xylophone"),
        "a tag": Query(tags=("client A",)),
        "much at once": Query(text="rain lamp", modes=("start-frame", "from-animation"),
                              rating=(1, 4), cost_usd=(0.1, 1.2), tags=("dusk",), rejected=False,
                              picks=picks, picked=False, sort="model"),
    }  # fmt: skip


def _write(takes: Path, count: int) -> None:
    """Write the sidecars of so many takes, and what some of them were judged and measured."""
    source = random.Random(5)
    for number in range(count):
        take = some_take(source, number)
        folder = takes / f"{number // _A_SHOT:04d}"
        if number % _A_SHOT == 0:
            folder.mkdir(parents=True)
        sidecar = folder / f"{Path(take.clip.file).stem}.json"
        sidecar.write_text(take.model_dump_json())
        if source.random() < 0.4:
            tags = tuple(source.sample(_TAGS, source.randrange(3)))
            review = Review(
                rating=source.randrange(6), tags=tags, rejected=source.random() < 0.2,
                note=" ".join(source.choices(_WORDS, k=source.randrange(8))),
            )  # fmt: skip
            review_of(sidecar).write_text(review.model_dump_json())
        if source.random() < 0.3:
            measures = Measures(
                take=take.id, clip_sha256=_HASH, reference="r", frames=96, rate="24",
                size=(512, 288), fidelity=round(source.uniform(0.0, 100.0), 1),
                curve=(50.0,) * 96,
            )  # fmt: skip
            measures_of(sidecar).write_text(measures.model_dump_json())

    for folder in takes.iterdir():
        os.utime(folder, (_LONG_AGO, _LONG_AGO))


def some_take(source: random.Random, number: int) -> Take:
    """Return a take as a gallery of many has it."""
    shot = number // _A_SHOT
    name = source.choice(_MODELS)
    finished = _DAY + timedelta(minutes=number)
    wording = random.Random(shot * _VERSIONS + source.randrange(_VERSIONS))
    return Take(
        id=f"tak_{number:012d}",
        number=number % _A_SHOT + 1,
        shotwright="0.1.0",
        of=Of(
            project="prj_bench", project_name="Bench", scene="scn_main", shot=f"sht_{shot:04d}",
            shot_label=f"{shot * 10:04d} yard", frames=(0, 96), project_sha256=_HASH,
            scene_sha256=_HASH, shot_sha256=_HASH,
        ),
        clip=Clip(
            file=f"{shot * 10:04d}_wide_yard_take{number % _A_SHOT + 1}.mp4", sha256=_HASH,
            bytes=1, kind="video", width=1280, height=720, frames=96, rate="24",
            seconds=source.choice((3.4, 4.0, 6.0, 8.0)),
        ),
        made=Made(
            mode=source.choice(_MODES), model=f"maker/{name.lower().replace(' ', '-')}",
            model_name=name, provider="fal", endpoint="maker/endpoint",
            prompt=" ".join(wording.choices(_WORDS, k=60)), request_sha256=_HASH,
            job=f"job_{number:08d}", estimated_low_usd=0.2,
            estimated_high_usd=round(source.uniform(0.2, 2.0), 2),
        ),
        fingerprint=Fingerprint(parts={f"node:nod_{part:08d}": _HASH for part in range(_PARTS)}),
        ordered=finished, submitted=finished, finished=finished,
    )  # fmt: skip


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000.0 * (time.perf_counter() - began)


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<20} {row['scene']:<14} {row['value']} {row['unit']}  {row['peer']}")
