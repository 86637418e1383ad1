"""Timeline: transport, dopesheet, curves and camera moves over scene time."""

from studio.timeline.timeline import Timeline

__all__ = ["Timeline"]
