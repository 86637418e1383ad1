"""The window around the modes: bar, menus, pages, hints, toasts, and what opens over them."""
