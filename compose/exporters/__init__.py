"""Writers of other programs' formats: GLB and camera data."""
