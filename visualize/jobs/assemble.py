"""Assemble: the runner's ports, made of the real parts of the program, read only when needed."""

from __future__ import annotations

from compose.errors import SceneError
from compose.project import Project
from compose.shot import Shot
from visualize.jobs.places import thaw
from visualize.jobs.work import Ports
from visualize.order import Order


def make_ports() -> Ports:
    """Return the drawing, the gallery and the providers that a runner works with.

    Nothing is drawn and no provider is called or asked for a key yet.
    """
    from models.errors import UnknownModelError
    from models.registry import Registry
    from visualize.brief import Brief
    from visualize.jobs.routes import Routes
    from visualize.takes import TakeKeeper

    registry = Registry.discover()
    routes = Routes(registry)

    def takes_references(order: Order) -> bool:
        try:
            route = routes.route(order.model, order.mode, order.provider)
        except UnknownModelError:  # its card is gone since, and what it took is not known
            return True
        return "references" in route.inputs

    keeper = TakeKeeper(thaw, framing, routes.model_name, takes_references)
    return Ports(preparer=Brief(registry), keeper=keeper, providers=routes)


def framing(project: Project, shot: Shot) -> str:
    """Return the size of a shot in film words, as its first frame shows it.

    It is "" where no size fits, and where the shot's own name speaks of a size: two that differ
    would only confuse.
    """
    from compose.framing.describe import describe
    from compose.framing.words import SIZES

    spoken = {word for size in SIZES for word in size.split("-")} - {"up"}
    if spoken & set(shot.name.lower().replace("-", " ").split()):
        return ""
    try:
        measured = describe(project, shot, shot.start).measured
    except SceneError:
        return ""
    return "" if measured is None else measured.size
