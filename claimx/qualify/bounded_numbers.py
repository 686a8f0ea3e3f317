"""Plain numbers with their bounds: "at least 52", "between 20 and 30", "dozens"."""

from collections.abc import Sequence
from dataclasses import replace

from claimx.qualify.bounds import Bounded, Measure, read_bounded
from claimx.qualify.numbers import Figure, read_number
from claimx.qualify.quantity_tokens import Phrases, Token


def read_bounded_number(
    tokens: Sequence[Token], at: int, fillers: Phrases | None = None
) -> Bounded[Figure] | None:
    """The number with its bounds that begins at token `at`, or None; see `bounds.read_bounded`."""
    return read_bounded(tokens, at, _read, _reconcile, fillers)


def _read(tokens: Sequence[Token], at: int) -> Measure[Figure] | None:
    figure = read_number(tokens, at)
    return None if figure is None else Measure(figure, figure.end, figure.loose, figure.floor)


def _reconcile(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """Both ends of a range; the first takes the scale of "1 to 2 million"."""
    if first.scale == 1 and second.scale > 1 and first.value < second.value / second.scale:
        first = replace(first, value=first.value * second.scale, scale=second.scale)
    return (first, second) if first.value < second.value else None
