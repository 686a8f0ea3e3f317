"""The shapes in which English news writes dates, as a small grammar of our own.

`find` gives the expressions of a stretch of text with what each tells (year, month, day, weekday,
an offset); `claimx.qualify.calendar` turns them into dates. General date parsers guess: they read
"may" as a month, take a missing day from today, and take "Friday" for the coming one; a wrong
date is worse than none, so a shape that is not listed here is no date.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from claimx.qualify.cues import table


@dataclass(frozen=True, slots=True)
class Expression:
    """Words `start` to `end` (half-open, in the text searched) and what they tell.

    `shape` names the rule; `parts` holds its numbers: year, month, day, day2, month2, year2,
    weekday, count, and `shift` (-1 last, 0 this, 1 next).
    """

    start: int
    end: int
    shape: str
    parts: dict[str, int] = field(default_factory=dict)
    unit: str = ""


_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
_SHIFTS = {"last": -1, "this": 0, "next": 1, "past": -1, "previous": -1, "current": 0, "coming": 1, "following": 1}


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = sorted(table("time")["months"], key=len, reverse=True)
    month = "(?:" + "|".join(f"{n.capitalize()}|{n.upper()}" for n in names) + r")\b\.?"
    weekday = "(?:" + "|".join(n.capitalize() for n in table("time")["weekdays"]) + ")"
    number = r"(?:\d{1,3}|" + "|".join(table("time")["numbers"]) + ")"
    day = rf"{_DAY}{_ORDINAL}\b"
    days = "|".join(re.escape(n) for n in sorted(table("time")["days"], key=len, reverse=True))
    story = "|".join(re.escape(n) for n in sorted(table("time")["story_days"], key=len, reverse=True))
    sources = (
        ("iso", rf"\b(?P<year>{_YEAR})-(?P<month2>\d\d)-(?P<day>\d\d)\b"),
        ("days", rf"\b(?P<month>{month}) (?P<day>{day}) ?(?:-|–|—|and|to|&) ?(?P<day2>{day})(?!:)(?:,? (?P<year>{_YEAR})\b)?"),
        ("days", rf"\b(?P<day>{day}) ?(?:-|–|—|and|to|&) ?(?P<day2>{day})(?: of)? (?P<month>{month})(?:,? (?P<year>{_YEAR})\b)?"),
        ("day", rf"\b(?P<day>{day})(?: day)?(?: of)?,? (?P<month>{month})(?:,? (?P<year>{_YEAR})\b)?(?: (?P<which>last|this) year)?"),
        ("day", rf"\b(?P<month>{month}) (?P<day>{day})(?![:\d%]|,\d)(?:,? (?:of )?(?P<year>{_YEAR})\b)?(?: (?P<which>last|this) year)?"),
        ("day", rf"\b(?P<year>{_YEAR}),? (?P<month>{month}) (?P<day>{day})(?![:\d])"),
        ("months", rf"\b(?P<month>{month})(?:,? (?P<year>{_YEAR}))? ?(?:-|–|to|and|until|through) ?(?P<month2>{month})(?:,? (?:of )?(?P<year2>{_YEAR})\b)?"),
        ("month", rf"\b(?P<month>{month}),? (?:of )?(?P<year>{_YEAR})\b"),
        ("month", rf"\b(?P<month>{month}) (?P<which>last|this|next) year\b"),
        ("month", rf"\b(?P<which>last|this|next) year(?:'s|’s|,)? (?P<month>{month})"),
        ("month", rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<month>{month})"),
        ("month", rf"\b(?:[Ii]n|[Ss]ince|[Oo]f|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id|[Bb]y|[Dd]uring|[Bb]efore|[Aa]fter|[Ff]rom|and|to|the)[ -](?P<month>{month})"),
        ("years", rf"\b(?P<year>{_YEAR}) ?(?:-|–|to|and|until|through) ?(?P<year2>{_YEAR})\b(?![-,]\d)"),
        ("decade", rf"\b(?P<year>{_YEAR})s\b"),
        ("year", rf"(?<![\d$€£,.#/-])\b(?P<year>{_YEAR})\b(?![\d%]|[,.]\d|-?\w| (?:people|prisoners|detainees|inmates|pages|metres|meters|words|cases))"),
        ("weekday", rf"\b(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming) )?(?P<weekday>{weekday})s?\b"),
        ("relative_day", rf"\b(?P<word>(?i:{days}))\b"),
        ("story_day", rf"\b(?P<word>(?i:{story}))\b"),
        ("span_back", rf"\b(?P<which>[Pp]ast|[Ll]ast|[Pp]revious) (?P<count>{number}) (?P<unit>day|week|month|year)s\b"),
        ("ago", rf"\b(?P<count>{number}) (?P<unit>day|week|month|year|decade)s? ago\b"),
        ("story_shift", rf"\b(?P<count>{number}) (?P<unit>day|week|month|year)s? (?P<which>later|earlier|before|after)\b"),
        ("shift", rf"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]urrent|[Cc]oming) (?P<unit>week|month|year)\b(?!-|’s end)"),
    )
    return tuple((shape, re.compile(source)) for shape, source in sources)


@cache
def _any_cue() -> re.Pattern[str]:
    names = "|".join(n.capitalize() for n in table("time")["months"])
    return re.compile(
        rf"{_YEAR}|{names}|[A-Z]{{3}} ?\d|day|week|month|year|night|morning|evening|afternoon|decade|later|earlier|before"
    )


def find(text: str) -> list[Expression]:
    """The date expressions of a text, in order, none overlapping another; empty where none is."""
    if not _any_cue().search(text):
        return []
    found: list[Expression] = []
    for shape, pattern in _rules():
        for match in pattern.finditer(text):
            start, end = _bounds(match)
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Expression(start, end, shape, _parts(match), _unit(match)))
    return sorted(found, key=lambda expression: expression.start)


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    """The words of the date without the preposition that showed a bare month to be one."""
    groups = [match.span(name) for name, value in match.groupdict().items() if value is not None]
    start = min(low for low, _ in groups)
    return start, match.end()


def _unit(match: re.Match[str]) -> str:
    return match.groupdict().get("unit") or ""


def _parts(match: re.Match[str]) -> dict[str, int]:
    data = table("time")
    parts: dict[str, int] = {}
    for name, value in match.groupdict().items():
        if value is None:
            continue
        word = value.lower().rstrip(".")
        if name in ("month", "month2") and not word.isdigit():
            parts[name] = data["months"][word]
        elif name == "weekday":
            parts[name] = data["weekdays"][word]
        elif name == "which":
            parts["shift"] = _SHIFTS.get(word, -1 if word in ("earlier", "before") else 1)
        elif name == "word":
            shifts = data["days"] | data["story_days"]
            parts["shift"] = shifts[word]
        elif name != "unit":
            digits = re.match(r"\d+", word)
            parts[name] = int(digits.group()) if digits else data["numbers"].get(word, 0)
    if match.re.pattern.startswith(r"\b(?P<year>") and "month2" in parts and "month" not in parts:
        parts["month"] = parts.pop("month2")
    return parts
