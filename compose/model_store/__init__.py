"""Models made by code, kept on the disk between runs: props, bodies and statues.

Making a street's props and people takes longer than drawing them, and gives the same models every
time. They are kept in the user's cache folder, under a key that says all they were made of, the
code that made them included. Nothing needs them to be there: without the folder, or with a file in
it that is not what it should be, models are made anew.
"""

from __future__ import annotations

from compose.model_store.keeping import kept_meshes, kept_model

__all__ = ["kept_meshes", "kept_model"]
