"""The outliner: the scene as a tree, and the commands for what is selected."""

from studio.outliner.outliner import Outliner

__all__ = ["Outliner"]
