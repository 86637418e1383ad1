"""The `shotwright` command: what people type, and what programs read back."""
