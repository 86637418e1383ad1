"""Figures: posable people made by code, their poses, their gaits and the solvers that move them."""
