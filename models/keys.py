"""Keys: read from the environment or the system's keyring, and never shown again."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from models.errors import MissingKeyError, ProviderError, UnauthorizedError

_SERVICE = "shotwright"
_LONGEST = 4096

Where = Literal["environment", "keyring"]


class Secret:
    """A key that shows itself to nobody: only ``reveal`` gives it, to fill one header."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the key."""
        return self._value

    def hide_in(self, text: str) -> str:
        """Return ``text`` with the key blotted out, should a server have sent it back."""
        return text.replace(self._value, "•••") if self._value else text

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a key is never written anywhere")


@dataclass(frozen=True)
class Key:
    """A key that was found, and where: the variable's name, or the keyring."""

    secret: Secret
    where: Where
    variable: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether it can be a key at all: it goes into a header, and could end it."""
        return _may_be_key(self.secret.reveal())


class Keys:
    """Finds, stores and forgets keys.

    Parameters
    ----------
    environment
        Where variables are looked up; by default the process's own.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment

    def find(self, provider: str, variables: Sequence[str]) -> Key | None:
        """Return a provider's key: the first variable that is set, else the keyring's."""
        for variable in variables:
            value = self._environment.get(variable, "").strip()
            if value:
                return Key(Secret(value), "environment", variable)
        stored = self._stored(provider)
        return Key(Secret(stored), "keyring") if stored else None

    def need(self, provider: str, variables: Sequence[str]) -> Secret:
        """Return a provider's key.

        Raises
        ------
        MissingKeyError
            When there is none, saying where to put it.
        UnauthorizedError
            When what is there cannot be one; it would forge or break the request it is put into.
        """
        key = self.find(provider, variables)
        if key is None:
            raise MissingKeyError(provider, variables[0])
        if not key.is_usable:
            where = key.variable or "the keyring"
            message = f"what {where} holds is no key: it is one line without spaces or accents."
            raise UnauthorizedError(provider, message)
        return key.secret

    def store(self, provider: str, variables: Sequence[str], value: str) -> None:
        """Store a provider's key in the system's keyring.

        Raises
        ------
        ProviderError
            When the key cannot be one, or this machine has no keyring.
        """
        value = value.strip()
        if not _may_be_key(value):
            message = "that is no key: it is one line without spaces or accents."
            raise ProviderError(provider, message)
        self.require_keyring(provider, variables)
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, provider, value)
        except KeyringError as error:
            raise _no_keyring(provider, variables) from error

    def require_keyring(self, provider: str, variables: Sequence[str]) -> None:
        """Do nothing where a key can be stored; to be asked before somebody types one.

        Raises
        ------
        ProviderError
            When this machine has no keyring, with what to do instead.
        """
        if not self.has_keyring():
            raise _no_keyring(provider, variables)

    def forget(self, provider: str) -> bool:
        """Remove a provider's key from the keyring; tell whether there was one."""
        if not self._stored(provider):
            return False
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(_SERVICE, provider)
        except KeyringError as error:
            raise ProviderError(provider, "the keyring would not remove the key.") from error
        return True

    @staticmethod
    def has_keyring() -> bool:
        """Tell whether this machine has a keyring that keeps anything."""
        import keyring
        from keyring.backends import fail, null

        try:
            return not isinstance(keyring.get_keyring(), (fail.Keyring, null.Keyring))
        except Exception:  # noqa: BLE001 - a backend that is set but broken raises anything
            return False

    def _stored(self, provider: str) -> str | None:
        if not self.has_keyring():
            return None
        import keyring
        from keyring.errors import KeyringError

        try:
            stored = keyring.get_password(_SERVICE, provider)
        except KeyringError:  # locked, or no desktop to ask at: as good as none
            return None
        return stored.strip() if stored else None


def _may_be_key(value: str) -> bool:
    plain = value.isascii() and value.isprintable() and " " not in value
    return plain and 0 < len(value) <= _LONGEST


def _no_keyring(provider: str, variables: Sequence[str]) -> ProviderError:
    return ProviderError(
        provider,
        f"this machine has no keyring that is open; set {variables[0]} in the environment instead.",
    )
