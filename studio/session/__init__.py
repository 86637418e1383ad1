"""What the studio is doing, without Qt: project, undo, selection, place in time, keying."""

from studio.session.layers import Layer
from studio.session.messages import Message
from studio.session.session import Session

__all__ = ["Layer", "Message", "Session"]
