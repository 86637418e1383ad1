"""Recording: the fingerprint of a take that was just made, which never stands in its way."""

from __future__ import annotations

import logging
from collections.abc import Callable

from compose.project import Project
from compose.shot import Shot
from visualize.order import Order
from visualize.staleness.parts import MOST_PARTS, fingerprint, folded, is_thing, node_of
from visualize.staleness.scope import scope_of_order
from visualize.takes.take import Fingerprint, Made

_LOG = logging.getLogger(__name__)
_LONGEST_REASON = 400


def recorded(
    project: Project, shot: Shot, made: Made, order: Order,
    takes_references: Callable[[Order], bool],
) -> Fingerprint:  # fmt: skip
    """Return the fingerprint of the frozen project that a take was made from.

    A take is paid for; whatever its scene does, it is kept. When the fingerprint cannot be had
    (assets are gone, say) an empty one says why.

    Parameters
    ----------
    takes_references
        Tells whether what was ordered sends reference pictures where there are some.
    """
    try:
        scope = scope_of_order(
            made, shot, words=order.prompt, frame=order.frame, references=takes_references(order)
        )
        if scope is None:
            return Fingerprint(unknown="nobody noted which frames the take shows")
        whole = fingerprint(project, shot, scope)
        named = sorted(filter(is_thing, whole.parts))[:MOST_PARTS]
        parts = folded(whole.parts, named)
        kept = {node_of(part) for part in parts}
        names = {node: name for node, name in whole.names.items() if node in kept}
        return whole.replace(parts=parts, names=names)
    except Exception as error:  # noqa: BLE001 - a paid result is kept whatever its scene does
        _LOG.warning("The state of shot %s was not recorded: %s", shot.label, error)
        return Fingerprint(unknown=f"{error}"[:_LONGEST_REASON] or type(error).__name__)
