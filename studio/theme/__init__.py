"""How the studio looks: colours by name, type, icons, and the style sheet made from them."""

from studio.theme.theme import SchemeName, Theme

__all__ = ["SchemeName", "Theme"]
