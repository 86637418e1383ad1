"""Reach: whether a program of the user's own, such as ComfyUI, answers where it should be."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from models.errors import ProviderError
from models.providers.comfyui import ComfyUI, server_address
from models.registry import Registry

_PATIENCE_S = 0.3
_PORTS = {"http": 80, "https": 443}


def out_of_reach(registry: Registry) -> dict[str, str]:
    """Return by provider why it cannot be used now.

    It asks the network: never call it in the window's thread.
    """
    name = ComfyUI.name
    if not registry.has_provider(name):
        return {}
    try:
        address = urlsplit(server_address())
        port = address.port or _PORTS[address.scheme]
        host = address.hostname or ""
    except (ProviderError, ValueError) as error:
        return {name: str(error)}
    if answers(host, port):
        return {}
    return {name: f"ComfyUI is not running at {host}:{port}"}


def answers(host: str, port: int) -> bool:
    """Tell whether something listens at a port."""
    try:
        with socket.create_connection((host, port), timeout=_PATIENCE_S):
            return True
    except OSError:
        return False
