"""What is painted over the picture: one file for each kind of overlay."""
