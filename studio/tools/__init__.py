"""The tools of the viewport: move, rotate, scale and pose, by handles over the picture."""
