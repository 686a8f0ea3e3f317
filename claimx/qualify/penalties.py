"""Penalties: what kind, how long, how much, and which of it is a maximum, a minimum or suspended.

A penalty is one JSON object. Always there:

- `kind`: imprisonment, life, death, fine, suspended, restricted_liberty, administrative_detention,
  corrective_labour, lashes, community_service, ban, confiscation, or unknown for "a harsh
  punishment". A suspended term of known length is `imprisonment` with `suspended`.
- `duration`: ISO 8601 in the units of the text, or null.
- `maximum`, `minimum`: the duration or amount is the most, or the least, that was or can be given.
- `suspended`: whether the penalty is suspended.

Only where the text tells it: `duration_min` and `duration_max` (a range; `duration` is null then);
`amount` as a string, or `amount_min` and `amount_max`, with `currency` (ISO 4217 or null) and,
where that is null, `unit`, the words as given; `count` (lashes, hours of service, terms), or
`count_min` and `count_max`; `parole` (whether there is a chance of it); `approximate`; `and`, `or`:
lists of further penalties of the same shape ("five years in prison and 80 lashes").
"""

import re
from functools import cache
from typing import Any

from claimx.qualify.bounds import Bounded
from claimx.qualify.cues import table
from claimx.qualify.durations import Duration, bounded_duration, plain
from claimx.qualify.money import bounded_money
from claimx.qualify.numbers import Figure
from claimx.qualify.penalty_clauses import Clause, clauses
from claimx.qualify.quantity_tokens import Phrases, Token, phrase_list, section, tokenise

Value = dict[str, Any]
_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]")
MAX_LENGTH = 1_000
"""Longer spans are no penalty phrase; they give None."""
_COUNTED_KINDS = ("lashes", "community_service", "life")


def penalty_value(phrase: str, claim_type: str) -> Value | None:
    """What a penalty phrase says, in the shape that this module's docstring gives.

    Args:
        phrase: the words of a `penalty` argument. What stands in parentheses (a conversion into
            another currency) is left out.
        claim_type: says what a bare length means: a ban for BAN, else imprisonment.

    Returns:
        The penalty, or None where no penalty is understood ("12", "an apology").
    """
    if len(phrase) > MAX_LENGTH:
        return None
    bare = _PARENTHESES.sub(lambda match: " " * len(match.group()), phrase)
    tokens = tokenise(bare)
    usual = "ban" if claim_type == "BAN" else "imprisonment"
    first: Value | None = None
    previous: Value | None = None
    for clause in clauses(tokens):
        penalty = _interpret(clause, usual, bare, tokens)
        if penalty is None or (previous is not None and _adds_nothing(clause, penalty, previous)):
            continue
        if first is None:
            first = penalty
        else:
            first.setdefault(clause.link, []).append(penalty)
        previous = penalty
    return first


def _adds_nothing(clause: Clause, penalty: Value, previous: Value) -> bool:
    """Whether a later clause only qualifies the penalty before it; if so, say it there."""
    if clause.says(phrase_list("penalties", "words", "part_of")):
        return True
    if clause.measured or clause.number is not None:
        return _is_suspended_part(clause, penalty) or _completes(penalty, previous)
    if penalty["kind"] == "suspended":
        previous["suspended"] = True
        return True
    return penalty["kind"] in ("unknown", previous["kind"])


def _is_suspended_part(clause: Clause, penalty: Value) -> bool:
    """Whether it says how much of the sentence is suspended: "two years, one of them suspended"."""
    opens = bool(clause.words) and clause.words[0].text == "with"
    return bool(penalty["suspended"]) and (clause.listed or opens or not clause.measured)


def _completes(penalty: Value, previous: Value) -> bool:
    """Whether it gives the other bound of the length before it; if so, put it there."""
    if penalty.get("duration") is None or penalty["kind"] != "imprisonment":
        return False
    if previous["kind"] == "life" and penalty["minimum"]:
        previous |= {key: penalty[key] for key in ("duration", "minimum")}
        return True
    if previous["kind"] == penalty["kind"] and previous["minimum"] and penalty["maximum"]:
        ends = {"duration_min": previous["duration"], "duration_max": penalty["duration"]}
        previous |= {"duration": None, "minimum": False} | ends
        return True
    return False


def _interpret(clause: Clause, usual: str, phrase: str, tokens: tuple[Token, ...]) -> Value | None:
    kind = _kind(clause, usual)
    if kind is None:
        return None
    value: Value = {
        "kind": kind,
        "duration": None,
        "maximum": False,
        "minimum": False,
        "suspended": clause.says(phrase_list("penalties", "words", "suspended")) and kind != "ban",
    }
    if clause.money is not None:
        value |= bounded_money(clause.money, phrase, tokens)
    elif clause.length is not None and kind not in ("fine", "death"):
        value |= _hours(clause.length) if kind == "community_service" else {}
        if "count" not in value:
            value |= bounded_duration(clause.length)
    if clause.number is not None and (kind in _COUNTED_KINDS or _is_several(clause)):
        value |= _count(clause.number)
    return value | _flags(clause, value)


def _is_several(clause: Clause) -> bool:
    """Whether the number counts terms: "two 15-year sentences"."""
    return clause.length is not None and clause.says(phrase_list("penalties", "words", "terms"))


def _flags(clause: Clause, value: Value) -> Value:
    flags: Value = {}
    measured = any(value.get(key) is not None for key in ("duration", "amount"))
    for flag in ("maximum", "minimum"):
        words = clause.says(phrase_list("penalties", "words", flag))
        flags[flag] = value[flag] or (measured and words and not _is_security(clause))
    if value["kind"] in ("life", "death") and clause.says(
        phrase_list("quantity", "before", "most")
    ):
        flags["maximum"] = True
    if clause.to_life and measured:
        flags["minimum"] = True
    if clause.says(phrase_list("penalties", "words", "no_parole")):
        flags["parole"] = False
    elif clause.says(phrase_list("penalties", "words", "parole")):
        flags["parole"] = True
    return flags


def _is_security(clause: Clause) -> bool:
    return clause.says(phrase_list("penalties", "words", "security"))


def _kind(clause: Clause, usual: str) -> str | None:
    told = next((kind for kind, phrases in _kinds() if clause.says(phrases)), None)
    if clause.money is not None:
        if clause.says(phrase_list("penalties", "kinds", "owed")):
            return "unknown"
        return "fine" if told in (None, "unknown", "imprisonment", "suspended") else told
    if told in ("owed", "other"):
        return "unknown"
    if clause.length is not None:
        if told == "death" and not clause.says(phrase_list("penalties", "words", "formal_death")):
            return usual
        return usual if told in (None, "unknown", "suspended") else told
    if told in (None, "unknown") and _names_a_unit(clause):
        return usual
    return told


def _names_a_unit(clause: Clause) -> bool:
    """Whether it is a length without a number: "several years"."""
    units = section("quantity", "units")
    return any(token.text in units and token.text.endswith("s") for token in clause.words)


def _hours(length: Bounded[Duration]) -> Value:
    """Hours of service as a count; empty where the length is told in longer units."""
    ends = [end for end in (length.low, length.high) if end is not None]
    if any(unit != "h" for end in ends for unit, _ in end.parts):
        return {}
    low, high = (end.parts[0][1] if end else None for end in (length.low, length.high))
    return _count_fields(low, high, length.approximate)


def _count(number: Bounded[Figure]) -> Value:
    low, high = (end.value if end else None for end in (number.low, number.high))
    return _count_fields(low, high, number.approximate)


def _count_fields(low: Any, high: Any, approximate: bool) -> Value:
    if any(end is not None and end % 1 for end in (low, high)):
        return {}
    value: Value = {"approximate": True} if approximate else {}
    if low is not None and high is not None and low != high:
        return value | {"count_min": int(plain(low)), "count_max": int(plain(high))}
    only = low if low is not None else high
    return value | {"count": int(plain(only)), "maximum": low is None, "minimum": high is None}


@cache
def _kinds() -> tuple[tuple[str, Phrases], ...]:
    """The kinds with their words, the kind that decides first."""
    names = table("penalties")["kinds"]
    return tuple((kind, phrase_list("penalties", "kinds", kind)) for kind in names)
