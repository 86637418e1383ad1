"""Shotwright: the version, the root of every error, where caches lie. Imports nothing.

The tree of errors a caller may want to catch::

    ShotwrightError
    ├ compose.errors
    │   ├ SceneError          a node, camera, track or shot that cannot be what it says
    │   │   └ NotFoundError   an unknown name or id; ``.similar`` holds the nearest known ones
    │   ├ AssetError          an imported file; ``.path``
    │   └ ProjectFileError    a project, scene or shot file; ``.path`` and ``.problems``
    │       └ UnsupportedVersionError
    ├ visualize.errors
    │   ├ RenderError
    │   │   ├ ContextError    no GL context can be had here
    │   │   ├ ShaderError     ``.path`` and ``.log``
    │   │   └ UnknownPassError
    │   ├ EncodeError         a picture or a film that could not be written
    │   └ TakeError           a take, its sidecar or the index of takes
    ├ models.errors
    │   ├ CardError           a model card; ``.path`` and ``.problems``
    │   ├ UnknownModelError   ``.similar``
    │   ├ OptionError         an option a model does not take; ``.field`` and ``.allowed``
    │   ├ BudgetError         ``.limit_usd`` and ``.asked_usd``
    │   ├ MissingKeyError     ``.provider`` and ``.variable``
    │   └ ProviderError       ``.provider``, ``.status`` and ``.retry_after``
    │       ├ UnauthorizedError, NoCreditError, RefusedError > ModeratedError
    │       ├ BusyError, UnavailableError     nothing was made
    │       └ AmbiguousError, ResultError
    ├ visualize.jobs.errors
    │   └ StoreError          the file of jobs cannot be read or written; ``.path``
    └ UsageError              a command line that asks for something impossible
        └ visualize.jobs.errors.JobError    a job that cannot do what is asked in its state
            └ ChangedError    another program moved it, or holds the lease
"""

__version__ = "0.1.0"

CACHE_VARIABLE = "SHOTWRIGHT_CACHE"
"""The setting that names the folder of all caches, or switches them off."""


def cache_setting(given: str) -> str | None:
    """Return the folder that ``CACHE_VARIABLE`` names; ``None`` where it says ``off``."""
    return None if given.strip().lower() in ("off", "0", "") else given


class ShotwrightError(Exception):
    """Say what was wrong, where, and what to do next, in words fit to show a user."""


class UsageError(ShotwrightError):
    """A request that cannot be met as asked (a wrong flag, a bad range, a name that is taken)."""
