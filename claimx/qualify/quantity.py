"""How many and how much: counts of groups, penalties, durations and articles of law.

Everything is read from the words of the argument alone; what is not understood gives None.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from claimx.claim import Argument
from claimx.qualify.counts import count_group
from claimx.qualify.durations import duration_value
from claimx.qualify.legal_articles import charge_value
from claimx.qualify.penalties import penalty_value

COUNTED_ROLES = frozenset({"agent", "victim"})


def quantify(args: Sequence[Argument], claim_type: str) -> tuple[Argument, ...]:
    """The arguments with what their words say in figures.

    Args:
        args: the arguments of one claim, in any order.
        claim_type: the type of that claim; says what a penalty of bare length is.

    Returns:
        As many arguments in the same order. An `agent` or `victim` gets its `count`, and what is
        counted as `value` where the words tell it (`{"counted": "political prisoners"}`); a
        `penalty`, `charge` or `time` gets its `value` (see `penalties`, `legal_articles` and
        `durations.duration_value`). Counts and values that are there already are kept. An empty
        sequence gives an empty tuple.
    """
    return tuple(_quantified(argument, claim_type) for argument in args)


def _quantified(argument: Argument, claim_type: str) -> Argument:
    if argument.role in COUNTED_ROLES:
        return _counted(argument)
    if argument.value is not None:
        return argument
    return replace(argument, value=_value(argument, claim_type))


def _counted(argument: Argument) -> Argument:
    if argument.count is not None:
        return argument
    found = count_group(argument.span.text)
    if found is None:
        return argument
    value = argument.value
    if value is None and found.noun is not None:
        value = {"counted": argument.span.text[slice(*found.noun)]}
    return replace(argument, count=found.count, value=value)


def _value(argument: Argument, claim_type: str) -> dict[str, Any] | None:
    text = argument.span.text
    match argument.role:
        case "penalty":
            return penalty_value(text, claim_type)
        case "charge":
            return charge_value(text)
        case "time":
            return duration_value(text)
    return None
