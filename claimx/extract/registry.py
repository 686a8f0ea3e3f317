"""Extractors by name, through the entry-point group `claimx.extractors`, with their settings.

A registered callable makes an extractor. Its keyword-only parameters are its settings: those
without a default must be given, and values are checked against the annotations. A callable
without any is an extractor that has nothing to set.
"""

import inspect
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Any, get_type_hints

from claimx.errors import InputError
from claimx.proposal import Extractor

GROUP = "claimx.extractors"
DEFAULT_EXTRACTOR = "hybrid"


def _entry_points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def extractor_names() -> tuple[str, ...]:
    """The registered names, sorted."""
    return tuple(sorted(_entry_points()))


def make_extractor(name: str, settings: Mapping[str, Any] | None = None) -> Extractor:
    """Make the extractor registered as `name`; never another one in its place.

    Args:
        name: a registered name.
        settings: its settings by name; None or empty for those that need none.

    Raises:
        InputError: for a name that is not registered, an entry that is no extractor, or a
            setting that is unknown, missing or of the wrong kind.
        ModelError: where a setting names a model that cannot be used.
        MissingExtraError: where the extractor's optional packages are not installed.
    """
    points = _entry_points()
    if name not in points:
        raise InputError(
            f"unknown extractor {name!r}{_hint(name, points)}; "
            f"expected one of: {', '.join(sorted(points)) or 'none installed'}"
        )
    factory = points[name].load()
    made = factory(**check_settings(name, factory, settings or {}))
    if not isinstance(made, Extractor):
        raise InputError(
            f"extractor {name!r} from {points[name].value} has no name, version and "
            "propose(analysis); see claimx.proposal.Extractor"
        )
    return made


def check_settings(
    name: str, factory: Callable[..., object], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The settings in the kinds that `factory` asks for.

    Values never stand in a message: one may be a secret in the wrong place.

    Raises:
        InputError: for unknown, missing or misfit settings, with the known ones.
    """
    known = _parameters(factory)
    for key in settings:
        if key not in known:
            raise InputError(
                f"extractor {name!r} has no setting {key!r}{_hint(key, known)}; "
                f"expected {'some of: ' + ', '.join(known) if known else 'no settings at all'}"
            )
    for key, parameter in known.items():
        if key not in settings and parameter.default is parameter.empty:
            raise InputError(
                f"extractor {name!r} needs the setting {key!r}; give it with --set {key}=VALUE, "
                f"in the file of --extractor-config, or with "
                f"claimx.load({name!r}, settings={{{key!r}: ...}}); see docs/extractors.md"
            )
    return _validated(name, _annotations(factory, known), settings) if settings else {}


def _validated(
    name: str, annotations: Mapping[str, Any], settings: Mapping[str, Any]
) -> dict[str, Any]:
    from pydantic import TypeAdapter, ValidationError

    checked, faults = {}, []
    for key, value in settings.items():
        try:
            checked[key] = TypeAdapter(annotations.get(key, Any)).validate_python(value)
        except ValidationError as error:
            faults.append(f"{key}: {error.errors(include_input=False)[0]['msg']}")
    if faults:
        raise InputError(f"settings of extractor {name!r} do not fit: {'; '.join(faults)}")
    return checked


def _annotations(
    factory: Callable[..., object], known: Mapping[str, inspect.Parameter]
) -> dict[str, Any]:
    """The annotations of the settings alone: others may be there for a type checker only."""
    made: Any = factory.__init__ if isinstance(factory, type) else factory  # type: ignore[misc]
    own = {
        key: parameter.annotation
        for key, parameter in known.items()
        if parameter.annotation is not parameter.empty
    }
    holder = type("Settings", (), {"__annotations__": own})
    return get_type_hints(holder, getattr(made, "__globals__", {}), include_extras=True)


def _parameters(factory: Callable[..., object]) -> dict[str, inspect.Parameter]:
    return {
        key: parameter
        for key, parameter in inspect.signature(factory).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }


def _hint(name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
