"""Keys come from the environment or a keyring, and show themselves to nobody."""

import copy
import json
import pickle
from collections.abc import Iterator

import keyring
import pytest

from models.errors import MissingKeyError, ProviderError, UnauthorizedError
from models.keys import Keys, Secret
from tests.builders.drawer import Drawer, open_drawer


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    with open_drawer() as drawer:
        yield drawer


def test_the_environment_comes_first_and_its_first_variable(drawer: Drawer) -> None:
    drawer.set_password("shotwright", "acme", "stored")
    key = Keys({"ACME_B": "two", "ACME_A": " one "}).find("acme", ("ACME_A", "ACME_B"))
    assert key is not None
    assert (key.secret.reveal(), key.variable) == ("one", "ACME_A")


def test_an_empty_variable_is_none(drawer: Drawer) -> None:
    drawer.set_password("shotwright", "acme", "stored")
    key = Keys({"ACME_A": "  "}).find("acme", ("ACME_A",))
    assert key is not None
    assert (key.secret.reveal(), key.where) == ("stored", "keyring")


def test_a_stored_key_can_be_forgotten(drawer: Drawer) -> None:
    keys = Keys({})
    keys.store("acme", ("ACME_A",), "abc\n")
    assert keys.need("acme", ("ACME_A",)).reveal() == "abc"
    assert keys.forget("acme")
    assert not keys.forget("acme")
    with pytest.raises(MissingKeyError, match="ACME_A"):
        keys.need("acme", ("ACME_A",))


@pytest.mark.parametrize("value", ["", "  ", "two words", "a\nb", "x" * 5000, "\x1b[31m", "clé"])
def test_what_cannot_be_a_key_is_not_stored(drawer: Drawer, value: str) -> None:
    with pytest.raises(ProviderError, match="no key"):
        Keys({}).store("acme", ("ACME_A",), value)
    assert drawer.kept == {}


@pytest.mark.parametrize("value", ["a\nb: c", "a b", "clé", "x" * 5000])
def test_what_cannot_be_a_key_is_never_given_out(drawer: Drawer, value: str) -> None:
    with pytest.raises(UnauthorizedError, match="ACME_A holds is no key") as told:
        Keys({"ACME_A": value}).need("acme", ("ACME_A",))
    assert value not in str(told.value)
    drawer.set_password("shotwright", "acme", value)
    with pytest.raises(UnauthorizedError, match="keyring"):
        Keys({}).need("acme", ("ACME_A",))


def test_a_keyring_that_is_broken_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ModuleNotFoundError("No module named 'backend'")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    assert Keys({}).find("acme", ("ACME_A",)) is None
    assert not Keys.has_keyring()


def test_without_a_keyring_the_environment_is_named() -> None:
    with pytest.raises(ProviderError, match="set ACME_A in the environment"):
        Keys({}).store("acme", ("ACME_A",), "abc")


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret("hunter2")
    assert "hunter2" not in f"{secret} {secret!r} {[secret]} {vars(Secret)}"
    for write in (pickle.dumps, copy.deepcopy, json.dumps):
        with pytest.raises(TypeError):
            write(secret)
    assert secret.hide_in("key=hunter2") == "key=•••"
