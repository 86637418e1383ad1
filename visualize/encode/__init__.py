"""Pictures and films on disk: PNG, EXR, FFV1 and H.264, whole or not at all."""

from visualize.encode.exr import write_exr
from visualize.encode.png import write_png
from visualize.encode.video import FFV1, H264, VideoWriter, open_video

__all__ = ["FFV1", "H264", "VideoWriter", "open_video", "write_exr", "write_png"]
