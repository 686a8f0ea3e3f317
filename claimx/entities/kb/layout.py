"""The tables of a knowledge base, and the integers under which names are found.

One SQLite file. Entities are numbered by falling prior, so the index over (key, entity) hands out
the best known bearer of a name first, and a limit ends the walk: "John Smith" costs no more than a
rare name. Names are not indexed as text: a key is a 48-bit hash, a third of the size. Two names
that share one by chance give one more candidate, which comparing the names throws out.
"""

import hashlib
from collections.abc import Iterable

from claimx.entities.fold import keys

APPLICATION = 0x636C6B62  # "clkb": tells a base of ours from any other SQLite file
FORMAT_VERSION = 1
TIERS = ("plain", "folded", "skeleton")
SEPARATOR = "\n"  # between the values of a list column; no name holds a line break

ENTITY_COLUMNS = (
    "id",
    "kind",
    "type",
    "label",
    "names",
    "demonyms",
    "description",
    "countries",
    "prior",
    "born",
    "died",
    "roles",
    "source",
)

TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source(no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, licence TEXT NOT NULL,
    url TEXT NOT NULL, CHECK(name <> '' AND licence <> ''));
CREATE TABLE entity(no INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,
    type TEXT NOT NULL, label TEXT NOT NULL, names TEXT NOT NULL, demonyms TEXT NOT NULL,
    description TEXT NOT NULL, countries TEXT NOT NULL, prior REAL NOT NULL, born TEXT, died TEXT,
    roles TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source(no));
CREATE TABLE same_as(id TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity(no),
    source INTEGER NOT NULL REFERENCES source(no), PRIMARY KEY(id, entity)) WITHOUT ROWID;
CREATE TABLE office(id TEXT PRIMARY KEY, title TEXT NOT NULL, country TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source(no)) WITHOUT ROWID;
CREATE TABLE key(key INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY(key, entity))
    WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX entity_id ON entity(id);
CREATE INDEX same_as_entity ON same_as(entity);
CREATE INDEX entity_type ON entity(type) WHERE type IN ('country', 'capital');
"""

_LONGEST_ACRONYM = 8
_MIDDLE = 3  # words of a name that has one in the middle
_PROBES = (
    "Мікалай Ціханоўскі", "Mikalai Tsikhanouski", "Jerzy Wałęsa-Szczęsny", "عبد الرحمن الحسيني",
    "Abd al-Rahman al-Husseini", "王小明", "Ōe Kenzaburō", "Nguyễn Văn Đức", "Þórir O’Brien",
    "Сергій Щербак", "José María de la Peña", "Recep Çağlayan", "U Thein Maung 2nd", "Dzmitry IV",
)  # fmt: skip


def hashed(tier: int, key: str) -> int:
    """The integer of one key of a name; its two lowest bits tell the tier (see `TIERS`)."""
    digest = hashlib.blake2b(key.encode(), digest_size=6).digest()
    return (int.from_bytes(digest, "big") >> 1 & ~3) | tier


def name_keys(name: str) -> tuple[int, ...]:
    """The integers under which a base stores `name`, in the order of `TIERS`; () for no letters."""
    return tuple(hashed(tier, key) for tier, key in enumerate(keys(name)))


def short_key(name: str) -> tuple[int, ...]:
    """The consonant key of the first and last of three words or more; () for fewer.

    Middle names and patronymics come and go: a hint that the names must be compared.
    """
    words = name.split()
    if len(words) < _MIDDLE:
        return ()
    return name_keys(f"{words[0]} {words[-1]}")[-1:]


def stored_keys(names: Iterable[str], *, person: bool = False) -> set[int]:
    """The integers under which an entity is stored, each once; of a `person` short forms too.

    The consonants of a single word say too little ("Iran", "Réunion"), so only names of two words
    or more are found by them. The letters of an acronym are no sounds ("AP", "EP").
    """
    found: set[int] = set()
    for name in names:
        texts = keys(name)
        if len(name) <= _LONGEST_ACRONYM and name.isupper():
            texts = texts[:1]
        elif texts and " " not in texts[-1]:
            texts = texts[:-1]
        found.update(hashed(tier, text) for tier, text in enumerate(texts))
        if person:
            found.update(short_key(name))
    return found


def keys_fingerprint() -> str:
    """A short hash that changes when names get other keys, which makes a built base stale."""
    text = "\n".join(" | ".join(keys(probe)) for probe in _PROBES)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
