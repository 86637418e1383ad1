"""Compose mode: the panels around the viewport."""
