"""What can be put into a scene: the kit, and the files that the project has."""

from studio.kit.assets_panel import AssetsPanel
from studio.kit.kit_panel import KitPanel

__all__ = ["AssetsPanel", "KitPanel"]
