"""Folder: a job's files – media, ``order.json``, ``request.json`` – each whole or not there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from models.card import Slot
from models.request import Media, Request
from visualize.brief.encoding import Encoded
from visualize.encode.atomic import write_json, write_whole
from visualize.order import Order

ORDER_FILE, REQUEST_FILE = "order.json", "request.json"
_MEDIA = "media"


@dataclass
class JobFolder:
    """The folder of one job, and the media written into it so far."""

    path: Path
    media: list[Media] = field(default_factory=list)

    def place(self, slot: Slot, ending: str) -> Path:
        """Return where the next file of a slot goes."""
        count = sum(one.slot == slot for one in self.media)
        return self.path / _MEDIA / f"{slot}{f'_{count + 1}' if count else ''}.{ending}"

    def add_picture(
        self, slot: Slot, encoded: Encoded, *, shows: str, at_frame: int | None = None
    ) -> None:
        """Write a picture into a slot.

        Raises
        ------
        EncodeError
            When the disk refuses.
        """
        path = self.place(slot, encoded.ending)
        write_whole(path, encoded.data)
        self._add(slot, path, encoded.mime, (encoded.width, encoded.height), shows=shows,
                  at_frame=at_frame)  # fmt: skip

    def add_film(
        self, slot: Slot, path: Path, mime: str, size: tuple[int, int], *, frames: int, rate: str,
        shows: str,
    ) -> None:  # fmt: skip
        """Take up a film that was written where ``place`` says."""
        self._add(slot, path, mime, size, shows=shows, frames=frames, rate=rate)

    def _add(
        self, slot: Slot, path: Path, mime: str, size: tuple[int, int], *, shows: str,
        frames: int = 1, rate: str | None = None, at_frame: int | None = None,
    ) -> None:  # fmt: skip
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        made = Media(
            slot=slot, path=path.relative_to(self.path).as_posix(), mime=mime, sha256=digest,
            bytes=path.stat().st_size, width=size[0], height=size[1], frames=frames, rate=rate,
            at_frame=at_frame, shows=shows,
        )  # fmt: skip
        self.media.append(made)

    def finish(self, order: Order, request: Request) -> None:
        """Write the order, then the request: with it the folder is complete.

        Raises
        ------
        EncodeError
            When the disk refuses.
        """
        write_json(self.path / ORDER_FILE, json.loads(order.model_dump_json()))
        write_json(self.path / REQUEST_FILE, json.loads(request.model_dump_json()))
