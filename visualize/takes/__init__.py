"""Takes: what came back, kept beside a sidecar of provenance and found through an index."""

from visualize.takes.gallery import Gallery
from visualize.takes.keeping import TakeKeeper
from visualize.takes.query import Facet, Facets, Page, Query
from visualize.takes.row import Row
from visualize.takes.take import Clip, Review, Take

__all__ = [
    "Clip", "Facet", "Facets", "Gallery", "Page", "Query", "Review", "Row", "Take", "TakeKeeper",
]  # fmt: skip
