"""Small widgets that every panel is made of, styled by the theme's tokens."""
