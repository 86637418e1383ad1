"""The meshes of a figure: a cage of quads sculpted from section tables, dressed and subdivided."""
