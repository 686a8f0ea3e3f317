"""What a knowledge base answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entity of a base, as found.

    Attributes:
        id: `wd:Q…`, `gn:…` or another scheme's identifier.
        kind: one of `claimx.entities.mention.KINDS`.
        label: the name to show.
        names: label, other names and demonyms, in any script.
        description: a phrase that tells it from its namesakes; may be empty.
        countries: upper-case ISO 3166-1 alpha-2 codes.
        prior: 0 to 1, how widely known it is.
        born, died: ISO 8601, as precise as the source knows, or None.
        roles: offices and occupations with their years, to read and to compare words with.
        source, licence: where the row comes from.
        type: finer than the kind ("country", "capital", "party", …); may be empty.
        demonyms: the adjectives and names of its people, a part of `names`.
        same_as: identifiers of the same entity in other schemes.
        match: how the name met it: "plain" (same letters), "folded" (same sounds), "skeleton"
            (same consonants, perhaps without the middle name: a hint only), or "id".
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    description: str
    countries: tuple[str, ...]
    prior: float
    born: str | None
    died: str | None
    roles: str
    source: str
    licence: str
    type: str = ""
    demonyms: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    match: str = "id"
