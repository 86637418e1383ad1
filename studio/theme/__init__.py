"""How the studio looks: colours by name, type, icons, and the style sheet made from them."""

from studio.theme.theme import Theme

__all__ = ["Theme"]
