"""Check that Chromium and its driver are here for the tests of pages; install them when we may.

Only tests need a browser: nothing that Shotwright makes does.
"""

import shutil

from debian import by_hand, install, may_install

PACKAGES = ("chromium", "chromium-driver")
PROGRAMS = ("chromium", "chromedriver")


def missing() -> list[str]:
    """Return the programs that are not found."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def main() -> int:
    """Return 0 when both programs can be had."""
    lacking = missing()
    if lacking and may_install() and install(PACKAGES, "the browser that tests open pages in"):
        lacking = missing()
    if lacking:
        print(f"The tests open pages in Chromium, and there is no {' and no '.join(lacking)} here.")
        print("On Debian and Ubuntu install them and run make again:")
        print(by_hand(PACKAGES))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
