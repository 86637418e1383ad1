"""The street's own models, written as GLB files by a few lines of geometry each."""
