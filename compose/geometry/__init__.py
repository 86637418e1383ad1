"""Meshes, materials and models: plain arrays that know no scene and no GPU."""
