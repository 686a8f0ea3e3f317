"""Office holders, their families, offices and parties, from the tables of `kb-sources`."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from claimx.entities.kb.record import Record, Source
from claimx.errors import InputError

HOLDERS = Source(
    "every-politician-scrapers (2022), extracts of Wikidata",
    "CC0-1.0",
    "https://github.com/every-politician-scrapers",
)
PARTIES = Source(
    "Party Facts, import/wikipedia/wikidata.csv",
    "MIT",
    "https://github.com/hdigital/partyfactsdata",
)
_HEADS = ("president", "prime minister", "king", "emir", "sultan", "supreme leader", "chancellor")
_MOST_ROLES = 4
_AGREEING = 0.8

Row = dict[str, str]


def people(folder: Path, iso: dict[str, str]) -> Iterator[Record]:
    """Everybody of `people.csv` and `office-holders.csv`, with their offices and years.

    Args:
        folder: where the tables lie.
        iso: ISO code by Wikidata identifier of a country.
    """
    held = defaultdict(list)
    for row in rows(folder, "office-holders.csv"):
        held[row["wikidata"]].append(row)
    where = _countries(folder, iso)
    known = {row["id"]: row for row in rows(folder, "people.csv")}
    for qid in sorted({*known, *held}):
        offices = sorted(held[qid], key=lambda row: (row["end"] or "9", row["start"]), reverse=True)
        places = (
            where.get((row["repository"], row["position"])) or where.get((row["repository"], ""))
            for row in offices
        )
        row = known.get(qid, {})
        names = [
            row.get("name", ""),
            _untitled(row.get("enwiki", "")),
            *(o["name"] for o in offices),
        ]
        names = [name for name in names if name and name != qid]
        if not names:
            continue
        yield Record(
            id=f"wd:{qid}",
            kind="person",
            label=names[0],
            names=tuple(names[1:]),
            description=offices[0]["position"] if offices else "",
            countries=tuple(dict.fromkeys(filter(None, places))),
            prior=_fame(row, offices),
            born=row.get("born") or None,
            died=row.get("died") or None,
            roles="; ".join(dict.fromkeys(map(_office, offices[:_MOST_ROLES]))),
        )


def offices(folder: Path, iso: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Identifier, title and country code of the offices."""
    for row in rows(folder, "positions.csv"):
        yield f"wd:{row['wikidata']}", row["title"], iso.get(row["country"], "")


def parties(folder: Path, alpha2: dict[str, str]) -> Iterator[Record]:
    """Political parties with their native and short names; `alpha2` by ISO alpha-3 code."""
    for row in rows(folder, "parties-partyfacts.csv"):
        name = row["name"] or row["name_native"] or row["name_short"]
        code = alpha2.get(row["country"], "")
        if not name:
            continue
        yield Record(
            id=f"wd:{row['wikidata_id']}",
            kind="organisation",
            type="party",
            label=name,
            names=(row["name_native"], row["name_short"]),
            description=f"political party in {code or row['country']}",
            countries=(code,) if code else (),
            prior=0.25,
        )


def rows(folder: Path, name: str) -> Iterator[Row]:
    """The rows of one table.

    Raises:
        InputError: where the folder has no such table.
    """
    path = folder / name
    if not path.is_file():
        raise InputError(f"{path} is missing; expected the tables of kb-sources in {folder}")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _countries(folder: Path, iso: dict[str, str]) -> dict[tuple[str, str], str]:
    """Country code by repository and office; by repository and "" where most offices agree."""
    found = {}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(folder, "positions.csv"):
        if code := iso.get(row["country"], ""):
            found[row["repository"], row["title"]] = code
            counted[row["repository"]][code] += 1
    for repository, codes in counted.items():
        code, count = codes.most_common(1)[0]
        if count >= _AGREEING * codes.total():
            found[repository, ""] = code
    return found


def _office(row: Row) -> str:
    years = f"{row['start'][:4]}–{row['end'][:4]}"
    return row["position"] if years == "–" else f"{row['position']} ({years})"


def _fame(row: Row, offices: list[Row]) -> float:
    """A guess from what the tables tell: an English article, an office, a head, still held."""
    fame = 0.1 + (0.15 if row.get("enwiki") else 0)
    if offices:
        fame += 0.1
    if any(office["position"].lower().startswith(_HEADS) for office in offices):
        fame += 0.15
    if any(office["start"] > "2010" and not office["end"] for office in offices):
        fame += 0.1
    return fame


def _untitled(title: str) -> str:
    """A Wikipedia title without the bracket that tells namesakes apart."""
    return title.partition(" (")[0].replace("_", " ")
