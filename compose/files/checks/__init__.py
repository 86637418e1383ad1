"""The checks of a loaded project, one question a file; ``compose.files.check`` runs them."""
