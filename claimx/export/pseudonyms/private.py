"""Who is private, and the words by which a text tells their names."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from claimx.claim import Document, Entity
from claimx.entities.fold import particles, plain, table
from claimx.errors import InputError

# Letters with the marks on them, and the characters of no width that can hide in a name.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])*")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
NAMED_ROLES = frozenset({"agent", "victim"})


@dataclass(frozen=True, slots=True)
class Person:
    """A private person.

    Attributes:
        identity: the same wherever the person occurs.
        names: as written, for the key file.
        telling: the words of the names (see `word_key`) that are replaced wherever they stand.
        spare: initials and particles, replaced beside those.
        full: the telling words of the fullest name, in order.
    """

    identity: str
    names: frozenset[str]
    telling: frozenset[str]
    spare: frozenset[str]
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overrides:
    """The user's lists: people to hide though they are known, and people to show.

    An entry is a name, compared without case, diacritics and order, or an identifier (`wd:Q1`).
    """

    always: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    always_names: tuple[str, ...] = ()

    def decide(self, entity: Entity) -> bool | None:
        """True to hide it, False to show it, None where no list names it."""
        keys = {name_key(entity.name), *filter(None, (entity.kb_id, entity.nil_id))}
        keys |= {name_key(span.text) for span in entity.mentions}
        if keys & self.always:
            return True
        return False if keys & self.never else None


def read_overrides(always: Path | None, never: Path | None) -> Overrides:
    """Read lists of one name or identifier a line; blank lines and those with `#` are passed over.

    Raises:
        InputError: where a file cannot be read, or both lists hold one entry.
    """
    names = _lines(always)
    hidden = frozenset(_entry(name) for name in names)
    shown = frozenset(_entry(name) for name in _lines(never))
    if hidden & shown:
        raise InputError(
            f"both lists hold {sorted(hidden & shown)[0]!r}; take it out of --always or --never"
        )
    return Overrides(hidden, shown, tuple(name for name in names if ":" not in name))


def _lines(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(f"list {path} cannot be read ({error}); give a UTF-8 file") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _entry(name: str) -> str:
    return name if ":" in name else name_key(name)


def private_people(document: Document, overrides: Overrides) -> dict[str, Person]:
    """The private persons of a document by the ids of their entities.

    Raises:
        InputError: where claims have people but the document has no entities, so that nobody
            can tell who is private.
    """
    if not document.entities and any(
        arg.role in NAMED_ROLES for claim in document.claims for arg in claim.args
    ):
        raise InputError(
            f"document {document.id!r} has claims but no entities, which tell who is private; run "
            "it again without --no-entities"
        )
    found = {}
    for entity in document.entities:
        hidden = overrides.decide(entity)
        if hidden is None:
            hidden = entity.kind == "person" and entity.kb_id is None
        person = make_person(entity) if hidden else None
        if person is not None:
            found[entity.id] = person
    return found


def make_person(entity: Entity) -> Person | None:
    """The person that an entity is; None where no mention of it is a name ("the editor")."""
    names = [entity.name, *(span.text for span in entity.mentions)]
    told = {name: _telling(name) for name in dict.fromkeys(names)}
    # "Samar student" is called so beside a name, and is none; where it is all that is known, it
    # may be a name in small letters, and is hidden.
    plainly = {name for name, words in told.items() if words and not _ends_small(name)}
    named = {name: words for name, words in told.items() if words and name in (plainly or told)}
    if not named:
        return None
    full = max(named.values(), key=len)
    identity = entity.nil_id or entity.kb_id or f"name:{name_key(' '.join(full))}"
    spare = {key for name in named for key in map(word_key, WORD.findall(name)) if is_spare(key)}
    telling = frozenset(word for words in named.values() for word in words)
    return Person(identity, frozenset(named), telling, frozenset(spare), full)


def person_of_name(name: str) -> Person:
    """A person of whom nothing but a name is known."""
    words = tuple(map(word_key, WORD.findall(name)))
    told = tuple(word for word in words if not is_spare(word)) or words
    spare = frozenset(filter(is_spare, words))
    return Person(f"name:{name_key(name)}", frozenset({name}), frozenset(told), spare, told)


def _telling(name: str) -> tuple[str, ...]:
    """The words of a mention that tell a name; () where it is a description or a pronoun."""
    written = WORD.findall(name)
    if not written or _is_description(name, written[0]):
        return ()
    titles = _words("titles") | frozenset(table("names")["titles"])
    keys = [word_key(word) for word in written if not word.islower()]
    told = tuple(key for key in keys if key and not is_spare(key))
    # A title alone ("Judge") tells nobody, but Justice Amanor's first name is one.
    while told and told[0] in titles:
        told = told[1:]
    return told


def _ends_small(name: str) -> bool:
    words: list[str] = WORD.findall(name)
    return words[-1].islower()


def _is_description(name: str, first: str) -> bool:
    """Whether a mention begins with an article or a pronoun; the A of "A. Petrel" is neither."""
    initial = len(first) == 1 and not re.match(rf"\s*{re.escape(first)}\s", name)
    return word_key(first) in _words("spare") and not initial


def name_key(name: str) -> str:
    """A name without case, marks, spare words and order."""
    keys = [word_key(word) for word in WORD.findall(name)]
    return " ".join(sorted(key for key in keys if not is_spare(key)) or sorted(keys))


def word_key(word: str) -> str:
    """A word of a name in lower-case ASCII letters, without what cannot be seen."""
    return plain(INVISIBLE.sub("", word))


def is_spare(key: str) -> bool:
    """Whether a word tells nobody's name by itself: an initial, a particle, a pronoun."""
    return len(key) < 2 or key in _words("spare") or key in particles()


def needs_capital(key: str) -> bool:
    """Whether a word is taken for a name only where it is written with a capital letter."""
    return len(key) < 4 or key in _words("ordinary")


@lru_cache(maxsize=4)
def _words(name: str) -> frozenset[str]:
    source = resources.files("claimx.export.pseudonyms").joinpath("words.toml")
    return frozenset(tomllib.loads(source.read_text("utf-8"))[name])


def shown_spans(document: Document, overrides: Overrides) -> list[tuple[int, int, str]]:
    """Start, end and name of every mention of somebody or something that is to be shown.

    That is whom the knowledge base knows or the user lists, and is not to be hidden.
    """
    return [
        (span.start, span.end, entity.name)
        for entity in document.entities
        if overrides.decide(entity) is False
        or (overrides.decide(entity) is None and entity.kb_id is not None)
        for span in entity.mentions
    ]
