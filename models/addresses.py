"""Addresses that a server named: looked up once, judged, and connected to as they were judged."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import urllib.request
from dataclasses import dataclass, field

import httpx

from models.errors import ResultError, UnavailableError

_MOST_ADDRESSES = 4
_WORLD = ipaddress.IPv6Network("2000::/3")  # RFC 4291, 2.4: the only global unicast given out
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1: IPv4 through a NAT64

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Place:
    """Where to connect for an address: by number, with its name kept for the server to know.

    ``urls`` are tried in turn until one can be reached; ``proxy`` is the way there, if any.
    """

    urls: tuple[httpx.URL, ...]
    headers: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)
    proxy: str | None = None


async def checked_place(provider: str, url: str, *, private: bool) -> Place:
    """Return where to connect for an address that ``provider`` named.

    The numbers the name stands for are judged and those are connected to, so that the name cannot
    turn in between. Behind a proxy the proxy looks names up, and the address stays as it is.

    Parameters
    ----------
    private
        Whether this machine and its network, and plain HTTP, are allowed.

    Raises
    ------
    ResultError
        When the address is no HTTPS address, carries a name and password, or lies inside this
        network.
    UnavailableError
        When its host is not known.
    """
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise ResultError(provider, "it names an address that is none.") from error
    schemes = {"https", "http"} if private else {"https"}
    if parts.scheme not in schemes or not parts.host or parts.userinfo or parts.port == 0:
        scheme = parts.scheme[:16]
        raise ResultError(provider, f"it names a {scheme!r} address, which is not safe.")
    proxy = proxy_for(parts)
    numbers = await _numbers_of(provider, parts, must=proxy is None)
    if not private and not all(_is_public(number) for number in numbers):
        message = f"it names {parts.host!r}, which is inside this network: refused."
        raise ResultError(provider, message)
    if proxy is not None:
        return Place((parts,), proxy=proxy)
    name = parts.raw_host.decode("ascii").rstrip(".")
    urls = tuple(parts.copy_with(host=str(number)) for number in numbers[:_MOST_ADDRESSES])
    return Place(urls, {"Host": parts.netloc.decode("ascii")}, {"sni_hostname": name})


def proxy_for(url: httpx.URL) -> str | None:
    """Return the proxy that the user's system names for an address; never one to this machine."""
    if is_this_machine(url.host) or urllib.request.proxy_bypass(url.host):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def host_of(url: str) -> str:
    """Return the host of an address, with its port where it is not the usual one; "" for none."""
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return ""
    host = f"[{parts.host}]" if ":" in parts.host else parts.host
    return f"{host}:{parts.port}" if parts.port is not None else host


def is_this_machine(host: str) -> bool:
    """Tell whether a host (with or without a port) is this machine itself."""
    with_port = re.fullmatch(r"(\[.*\]|[^:]*):\d+", host)
    name = with_port[1] if with_port else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


async def _numbers_of(provider: str, parts: httpx.URL, *, must: bool) -> list[_Address]:
    """Look a host up; where it need not be known here, one that is not gives nothing."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(
            parts.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        if not must:
            return []
        raise UnavailableError(provider, f"the host {parts.host!r} is not known.") from error
    return [ipaddress.ip_address(entry[4][0]) for entry in found]


def _is_public(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    inner = address.ipv4_mapped or address.sixtofour
    if address in _TRANSLATED:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if inner is not None:
        return _is_public(inner)
    return address in _WORLD and address.is_global
