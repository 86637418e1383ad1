"""Takes: what came back, kept beside a sidecar of provenance and found through an index."""

from visualize.takes.gallery import Gallery
from visualize.takes.index import Row
from visualize.takes.keeping import TakeKeeper
from visualize.takes.take import Clip, Review, Take

__all__ = ["Clip", "Gallery", "Review", "Row", "Take", "TakeKeeper"]
