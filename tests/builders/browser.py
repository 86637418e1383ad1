"""A real Chromium without a window, a network or a card, for tests that open our pages.

Whatever a page says on its console and whatever it asks for beyond its own files is kept; both must
be empty. The browser finds no host at all, so that a request to one could not succeed either.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

WAIT_S = 20.0
_OUR_SCHEMES = ("file:", "data:", "about:")


class Browser:
    """One window of Chromium. ``driver`` is Selenium's; give it to ``open_browser`` to make one."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, *, width: int = 1440, height: int = 900) -> None:
        """Open a page from the disk in a window whose inside has this size, and wait for it.

        What earlier pages said and asked for is forgotten.
        """
        self.resize(width, height)
        self.driver.get("about:blank")
        self.complaints(), self.requests()
        self.driver.get(page.resolve().as_uri())

    def resize(self, width: int, height: int) -> None:
        """Give the inside of the window this size, in CSS pixels."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def prefer(self, scheme: str) -> None:
        """Say that the user prefers ``dark`` or ``light`` pages."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: Any) -> Any:
        """Wait until a script returns something true, and return it."""
        wait = WebDriverWait(self.driver, WAIT_S, poll_frequency=0.05)
        return wait.until(lambda _: self.run(script, *arguments), script)

    def shot(self, path: Path) -> Path:
        """Save what the window shows as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))
        return path

    def complaints(self) -> list[str]:
        """Return what the page put on the console, errors of its policy included, since last."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Return every address asked for since last that is not a file of this machine."""
        events = (json.loads(entry["message"])["message"] for entry in self._events())
        asked = (
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        )
        return [url for url in asked if not url.startswith(_OUR_SCHEMES)]

    def _events(self) -> list[dict[str, Any]]:
        return self.driver.get_log("performance")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a browser, and end it after.

    Raises
    ------
    AssertionError
        When Chromium or its driver is not installed: a test of a page never passes by skipping.
    """
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        raise AssertionError("no chromium or no chromedriver; setup/chromium.py says what to do")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in _flags():
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield Browser(chrome)
    finally:
        chrome.quit()


def _flags() -> list[str]:
    flags = [
        "--headless=new", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
        "--enable-unsafe-swiftshader", "--autoplay-policy=no-user-gesture-required",
        "--mute-audio", "--hide-scrollbars", "--force-color-profile=srgb",
    ]  # fmt: skip
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*flags, "--no-sandbox"] if is_root else flags
