"""The sample dialogue: a project folder, and the script that builds it (``build.py``)."""
