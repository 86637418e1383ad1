"""Keys of providers: where each is found; stored in the system's keyring and nowhere else."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from models.keys import Keys
from models.provider import Provider
from models.registry import Registry
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.preferences.form import FormPage, note


class KeysPage(FormPage):
    """One row a provider that needs a key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Keys",
            "Hosted models need a key of the provider that runs them. Keys go into the system's "
            "keyring, or come from the environment; they are never written to a project, a log or "
            "a settings file. Local looks need none.",
        )
        del desk
        self._keys = Keys()
        registry = Registry.discover()
        self._stands: dict[str, tuple[QLabel, QPushButton]] = {}
        for name in registry.provider_names():
            provider = registry.provider(name)
            if provider.key_variables:
                self._add(provider)
        if not self._keys.has_keyring():
            self.tell(
                "This machine has no keyring that is open, so keys come from the environment "
                "alone: set the variable named beside each provider, and start again.",
                bad=True,
            )

    def _add(self, provider: Provider) -> None:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText("Paste the key")
        field.setAccessibleName(f"Key of {provider.name}")
        field.setEnabled(self._keys.has_keyring())
        store, forget = QPushButton("Store"), QPushButton("Forget")
        store.setEnabled(self._keys.has_keyring())
        store.clicked.connect(partial(self._store, provider, field))
        field.returnPressed.connect(partial(self._store, provider, field))
        forget.clicked.connect(partial(self._forget, provider))
        self.add_row(provider.name, field, store, forget)
        where = note("", "quiet")
        self.add_row("", where)
        self._stands[provider.name] = (where, forget)
        self._show(provider)

    def _store(self, provider: Provider, field: QLineEdit, *_: object) -> None:
        typed = field.text().strip()
        field.clear()
        if not typed:
            return
        try:
            self._keys.store(provider.name, provider.key_variables, typed)
        except ShotwrightError as error:
            self.tell(str(error), bad=True)
            return
        self.tell(f"The key of {provider.name} is in the system's keyring.")
        self._show(provider)

    def _forget(self, provider: Provider, *_: object) -> None:
        try:
            gone = self._keys.forget(provider.name)
        except ShotwrightError as error:
            self.tell(str(error), bad=True)
            return
        words = "is forgotten" if gone else "was not in the keyring"
        self.tell(f"The key of {provider.name} {words}.")
        self._show(provider)

    def _show(self, provider: Provider) -> None:
        key = self._keys.find(provider.name, provider.key_variables)
        variable = provider.key_variables[0]
        if key is None:
            words = f"None yet. It may also come from {variable} in the environment."
        elif not key.is_usable:
            words = f"What {key.variable or 'the keyring'} holds is no key."
        else:
            words = f"Found in {key.variable}." if key.variable else "Found in the keyring."
        where, forget = self._stands[provider.name]
        where.setText(words)
        forget.setEnabled(key is not None and not key.variable)
