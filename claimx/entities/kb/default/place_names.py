"""Which of the many spellings that a source has of a place are kept."""

import re
from collections.abc import Iterable

from claimx.entities.fold import keys

_SCRIPT = re.compile(r"[\u0370-\u03ff\u0530-\u06ff\u1000-\u109f\u10a0-\u10ff\u3400-\u9fff]")
_CODE = re.compile(r"[A-Z]{1,4}")
_ENGLISH = re.compile(
    r".+ (?:Region|Oblast|Province|State|District|Governorate|County)"
    r"|(?:Autonomous )?Republic of .+"
)
_BRACKET = re.compile(r" \([^)]*\)")


def distinct(label: str, names: Iterable[str]) -> list[str]:
    """The names that sound unlike the label and each other, in scripts that news use.

    Transliterations that GeoNames made by machine ("ming si ke") and airport codes are left out.
    """
    known = {keys(label)[1:2]}
    kept = []
    for name in names:
        latin = name[:1].isupper() and not _CODE.fullmatch(name)
        if not (latin or _SCRIPT.match(name)) or "\n" in name:
            continue
        folded = keys(name)[1:2]
        if folded and folded not in known:
            known.add(folded)
            kept.append(name)
    return kept


def plain_key(name: str) -> str:
    """The key under which a name is found letter by letter; "" for none."""
    return next(iter(keys(name)), "")


def english(label: str, names: Iterable[str]) -> str:
    """The English name of a region, where one of its names is recognisably that."""
    return next((name for name in names if _ENGLISH.fullmatch(name)), label)


def without_bracket(name: str) -> str:
    """A name without what tells it from its namesakes: "Crimea (Occupied Ukraine)"."""
    return _BRACKET.sub("", name)
