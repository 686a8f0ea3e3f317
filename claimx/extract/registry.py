"""Extractors by name, through the entry-point group `claimx.extractors`."""

from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from claimx.errors import InputError
from claimx.proposal import Extractor

GROUP = "claimx.extractors"
DEFAULT_EXTRACTOR = "rules"


def _entry_points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def extractor_names() -> tuple[str, ...]:
    """The registered names, sorted."""
    return tuple(sorted(_entry_points()))


def make_extractor(name: str) -> Extractor:
    """Load the extractor registered as `name`.

    Raises:
        InputError: for a name that is not registered, or an entry that is no extractor.
    """
    points = _entry_points()
    if name not in points:
        close = get_close_matches(name, points, n=1)
        hint = f" (did you mean {close[0]!r}?)" if close else ""
        raise InputError(
            f"unknown extractor {name!r}{hint}; "
            f"expected one of: {', '.join(sorted(points)) or 'none installed'}"
        )
    made = points[name].load()()
    if not isinstance(made, Extractor):
        raise InputError(
            f"extractor {name!r} from {points[name].value} has no name, version and "
            "propose(analysis); see claimx.proposal.Extractor"
        )
    return made
