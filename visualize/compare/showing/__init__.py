"""Showing a comparison: values, words, contact sheet and side-by-side film of a shot's takes."""

from visualize.compare.showing.clock import Clock, clock_of
from visualize.compare.showing.comparison import MOST_PANES, Comparison, Entry, compared

__all__ = ["MOST_PANES", "Clock", "Comparison", "Entry", "clock_of", "compared"]
