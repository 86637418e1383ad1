"""What a provider awaits right before the first byte of a create leaves."""

from collections.abc import Awaitable, Callable


def marking(note: Callable[[], object] = lambda: None) -> Callable[[], Awaitable[None]]:
    """Return an ``on_sending`` that calls ``note``."""

    async def on_sending() -> None:
        note()

    return on_sending
