"""Motion fidelity: flow, camera and subjects of a take against the authored motion."""

from visualize.compare.motion.fidelity import MotionFidelity
from visualize.compare.motion.staging import Staging, staging_of

__all__ = ["MotionFidelity", "Staging", "staging_of"]
