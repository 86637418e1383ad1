"""Framing: a camera from film words, film words from a camera, and how shots cut together."""
