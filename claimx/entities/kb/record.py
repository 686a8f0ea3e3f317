"""What an importer reads from a source: one entity, and where it comes from."""

from dataclasses import dataclass, replace

from claimx.entities.mention import KINDS


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from and what their licence allows; neither may be empty."""

    name: str
    licence: str
    url: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.licence.strip():
            raise ValueError(f"source {self.name!r} needs a name and a licence ({self.licence!r})")


@dataclass(frozen=True, slots=True)
class Record:
    """One entity of a source, in the terms of a knowledge base.

    Attributes:
        id: `wd:Q…`, `gn:…` or an identifier with another scheme's prefix.
        kind: one of `claimx.entities.mention.KINDS`.
        label: the name to show, in English where the source has it.
        names: other names, in any script; the label need not be repeated.
        type: a finer word than the kind: "country", "capital", "party", …; may be empty.
        demonyms: adjectives and names of its people, where it is a country or region.
        description: a phrase that tells it from its namesakes.
        countries: upper-case ISO 3166-1 alpha-2 codes.
        prior: 0 to 1, how widely known it is.
        born: ISO 8601, as precise as the source knows, or None.
        died: likewise.
        roles: offices and occupations, for a person to read and for comparing words.
        same_as: the same entity's identifiers in other schemes.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    type: str = ""
    demonyms: tuple[str, ...] = ()
    description: str = ""
    countries: tuple[str, ...] = ()
    prior: float = 0.0
    born: str | None = None
    died: str | None = None
    roles: str = ""
    same_as: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        scheme, _, value = self.id.partition(":")
        if not scheme or not value or self.id.split() != [self.id]:
            raise ValueError(f"identifier {self.id!r} should read scheme:value, without spaces")
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is unknown; expected one of: {', '.join(KINDS)}")
        if not isinstance(self.label, str) or not self.label.strip():
            raise ValueError(f"{self.id} has no name")
        if not 0 <= self.prior <= 1:
            raise ValueError(f"{self.id} has prior {self.prior}; expected 0 to 1")
        _check_text(self.id, (self.label, *self.names, *self.demonyms, *self.countries,
                              self.description, self.roles, *self.same_as))  # fmt: skip

    def all_names(self) -> tuple[str, ...]:
        """Label and names, tidied, each once, the label first."""
        tidy = (" ".join(name.split()) for name in (self.label, *self.names))
        return tuple(dict.fromkeys(filter(None, tidy)))

    def merged(self, other: "Record") -> "Record":
        """This record with what `other`, of the same entity, adds; where both speak, this stays."""
        return replace(
            self,
            names=(*self.names, other.label, *other.names),
            type=self.type or other.type,
            demonyms=tuple(dict.fromkeys((*self.demonyms, *other.demonyms))),
            description=self.description or other.description,
            countries=tuple(dict.fromkeys((*self.countries, *other.countries))),
            prior=max(self.prior, other.prior),
            born=self.born or other.born,
            died=self.died or other.died,
            roles="; ".join(dict.fromkeys(filter(None, (self.roles, other.roles)))),
            same_as=tuple(dict.fromkeys((*self.same_as, *other.same_as))),
        )


def _check_text(identifier: str, values: tuple[str, ...]) -> None:
    """Raise a `ValueError` where a value is no text, or text that no file can hold."""
    try:
        whole = "\n".join((identifier, *values))
        whole.encode("utf-8")
    except TypeError:
        raise ValueError(f"a name or description of {identifier} is no text") from None
    except UnicodeEncodeError as error:
        raise ValueError(f"a text of {identifier!a} holds half a character ({error})") from None
    if "\0" in whole:
        raise ValueError(f"a text of {identifier!a} holds a NUL character")
