"""Providers: one file each; ``register`` of each is found through its entry point."""
