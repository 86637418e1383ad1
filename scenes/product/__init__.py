"""The sample product: a project folder, and the script that builds it (``build.py``)."""
