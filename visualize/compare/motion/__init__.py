"""Motion fidelity: flow, camera and subjects of a take against the authored motion."""

from visualize.compare.motion.making import meters

__all__ = ["meters"]
