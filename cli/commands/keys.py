"""`shotwright keys`: where each provider's key is found, storing and forgetting one."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import one_of
from cli.output import Column, Output
from models.errors import UnknownModelError
from models.keys import Keys
from models.provider import Provider
from models.registry import Registry
from shotwright import UsageError

_ACTIONS = ("list", "set", "forget")
_LONGEST = 8192


def configure(parser: ArgumentParser) -> None:
    """Add what to do, and for whom."""
    parser.add_argument(
        "action", nargs="?", default="list", type=one_of(*_ACTIONS), metavar="ACTION",
        help="list (the default), set or forget",
    )  # fmt: skip
    parser.add_argument("provider", nargs="?", metavar="PROVIDER", help="whose key, such as fal")
    parser.add_argument("rest", nargs="*", help="nothing: a key is asked for, never an argument")


def run(arguments: Namespace, output: Output) -> int:
    """List where keys are found, store one, or forget one."""
    if arguments.rest:
        raise UsageError(
            "A key is never given on the command line, where the shell's history keeps it:"
            f" say 'shotwright keys {arguments.action} {arguments.provider}' and type it there."
        )
    registry, keys = Registry.discover(), Keys()
    if arguments.action == "list":
        return _list(registry, keys, arguments.provider, output)
    if arguments.provider is None:
        raise UsageError(f"Say whose key: shotwright keys {arguments.action} fal")
    provider = _keyed(registry, arguments.provider)
    if arguments.action == "set":
        keys.require_keyring(provider.name, provider.key_variables)
        keys.store(provider.name, provider.key_variables, _asked(provider.name))
        output.document({"provider": provider.name, "stored": "keyring"})
        output.line(f"Stored the key for {provider.name} in the system's keyring.")
        _warn_of_variable(keys, provider, output)
        return DONE
    gone = keys.forget(provider.name)
    output.document({"provider": provider.name, "forgotten": gone})
    output.line(f"The keyring holds no key for {provider.name}" + (" any more." if gone else "."))
    _warn_of_variable(keys, provider, output)
    return DONE


def _list(registry: Registry, keys: Keys, only: str | None, output: Output) -> int:
    names = registry.provider_names() if only is None else (_known(registry, only).name,)
    providers = [registry.provider(name) for name in names]
    where = [_where(provider, keys) for provider in providers]
    rows = [
        {"provider": one.name, "key": found, "variables": list(one.key_variables)}
        for one, found in zip(providers, where, strict=True)
    ]
    output.document({"providers": rows, "keyring": keys.has_keyring()})
    columns = (Column("provider"), Column("key"), Column("variable", wraps=True))
    output.table(
        columns,
        [
            (one.name, found, " or ".join(one.key_variables) or "–")
            for one, found in zip(providers, where, strict=True)
        ],
    )
    if not keys.has_keyring():
        output.note(
            "\nThis machine has no keyring, so keys come from the environment: put, for example,"
            " 'export FAL_KEY=…' into the file your shell reads at start."
        )
    return DONE


def _where(provider: Provider, keys: Keys) -> str:
    if not provider.key_variables:
        return "not needed"
    key = keys.find(provider.name, provider.key_variables)
    if key is None:
        return "none yet"
    where = f"from {key.variable}" if key.variable else "from the keyring"
    return where if key.is_usable else f"{where}, but that is no key"


def _keyed(registry: Registry, name: str) -> Provider:
    provider = _known(registry, name)
    if not provider.key_variables:
        raise UsageError(f"{provider.name} needs no key.")
    return provider


def _known(registry: Registry, name: str) -> Provider:
    if not registry.has_provider(name):
        raise UnknownModelError("provider", name, registry.provider_names())
    return registry.provider(name)


def _asked(provider: str) -> str:
    """Return a key typed without echo, or piped in."""
    try:
        if sys.stdin.isatty():
            text = getpass.getpass(f"Key for {provider} (not shown): ")
        else:
            text = sys.stdin.read(_LONGEST)
    except (EOFError, UnicodeDecodeError) as error:
        raise UsageError("No key was given, or none that is text.") from error
    if not text.strip():
        raise UsageError(f"No key was given. Nothing is stored for {provider}.")
    return text


def _warn_of_variable(keys: Keys, provider: Provider, output: Output) -> None:
    key = keys.find(provider.name, provider.key_variables)
    if key is not None and key.variable:
        output.warn(f"{key.variable} is set and comes first; the keyring's key is not used.")


COMMAND = Command(
    name="keys",
    summary="say where providers' keys are found, store or forget one",
    details=(
        "A key comes from the environment or from the system's keyring, in this order. It is sent"
        " to its provider's own hosts only, and never shown or written anywhere."
    ),
    examples=(
        Example("shotwright keys", "who has a key, and from where"),
        Example("shotwright keys set fal", "ask for fal's key and store it in the keyring"),
        Example("shotwright keys forget fal", "remove it again"),
    ),
    configure=configure,
    run=run,
)
