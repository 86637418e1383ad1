"""Check that a GL context can be had without a display; install the system packages when we may."""

from probing import Probe, ensure

GL = Probe(
    code="""
from visualize.render.context import create_context
context = create_context()
print(context.info["GL_RENDERER"])
context.release()
""",
    memory=".gl-ok",
    packages=("libegl1", "libgl1"),
    cure="Mesa's software OpenGL",
    asked="driver",
    works="OpenGL without a display",
    fails="Shotwright draws without a display, but no OpenGL context could be made here:",
)

if __name__ == "__main__":
    raise SystemExit(ensure(GL))
