"""What an article tells about where it plays and who is in it: countries, words, other names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from claimx.entities.fold import plain, table, words
from claimx.entities.mention import Cluster

_CAPITALISED = re.compile(r"[^\W\d_][\w'’.-]*")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Context:
    """The article as the linker sees it.

    Attributes:
        countries: ISO 3166-1 codes with the share of the article's country mentions each has.
        counts: the same as numbers.
        vocabulary: lower-case words of the text that are long enough to tell.
        names: for each cluster id, the plain keys of its names.
        year: of publication, or None.
        text: the article, "" where it was not given.
    """

    countries: Mapping[str, float]
    counts: Mapping[str, float]
    vocabulary: frozenset[str]
    names: Mapping[str, frozenset[str]]
    year: int | None
    text: str = ""

    @property
    def home(self) -> str:
        """The country that the article speaks of most; "" where it names none."""
        return max(self.countries, key=lambda code: (self.countries[code], code), default="")

    def with_votes(self, votes: Iterable[Mapping[str, float]]) -> "Context":
        """The context with the countries counted in that the other places of the article are in.

        Args:
            votes: for each of the other names, the countries it speaks for, adding up to 1.
        """
        counts = Counter(self.counts)
        for vote in votes:
            counts.update(vote)
        return replace(self, counts=counts, countries=_shares(counts))


def read_context(
    clusters: Sequence[Cluster],
    country_names: Mapping[str, str],
    *,
    text: str,
    title: str | None,
    published: str | None,
) -> Context:
    """Gather the context of one article.

    Args:
        clusters: its entities.
        country_names: code by plain key of a country's name, demonym or adjective.
        text: the article; "" leaves only the mentions to read.
        title: counts twice.
        published: ISO date.
    """
    spoken = text or " . ".join(m.span.text for c in clusters for m in c.mentions)
    stated = " . ".join(a.value for c in clusters for a in c.attributes if a.name == "nationality")
    counts = country_counts(f"{spoken} . {stated}", country_names)
    counts.update(country_counts(title or "", country_names))
    vocabulary = {word.lower() for word in re.findall(r"[^\W\d_]{4,}", f"{spoken} {title or ''}")}
    year = _YEAR.match(published or "")
    return Context(
        _shares(counts),
        counts,
        frozenset(vocabulary - set(table("linking")["words"]["common"])),
        {cluster.id: frozenset(map(_plain_name, names_of(cluster))) for cluster in clusters},
        int(year[0]) if year else None,
        text,
    )


def country_counts(text: str, country_names: Mapping[str, str]) -> Counter[str]:
    """How often each country is named in a text, by its name, its people or its adjective."""
    found: Counter[str] = Counter()
    spoken = _CAPITALISED.findall(text)
    at = 0
    while at < len(spoken):
        step = 1
        if spoken[at][0].isupper():
            for length in (4, 3, 2, 1):
                stretch = spoken[at : at + length]
                code = country_names.get(" ".join(map(_key, stretch)))
                if code and len(stretch) == length:
                    found[code] += 1
                    step = length
                    break
        at += step
    return found


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    bare = word.strip("-.'’")
    return plain(bare[:-2] if bare.endswith(("'s", "’s")) else bare)


def _plain_name(name: str) -> str:
    return " ".join(map(plain, words(name)))


def names_of(cluster: Cluster) -> tuple[str, ...]:
    """The different names that the article gives an entity, fullest first; () where it has none."""
    if not cluster.named:
        return ()
    found = [mention.span.text for mention in cluster.mentions if mention.level == "name"]
    ordered = sorted(dict.fromkeys(found), key=lambda name: (-len(words(name)), -len(name)))
    return tuple(dict.fromkeys([cluster.name, *ordered]))


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}
