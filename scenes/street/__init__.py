"""The sample street: a project folder, and the script that builds it (``build.py``)."""
