"""How many independent origins the claims of one event have.

Two claims are of one origin where they stand in one article, in copies of one article, in two
articles of one outlet, in two articles that share the very sentence, or where the same named
speaker says both: two papers that quote one spokesman pass on one statement.

Every claim joins an article (with its copies) to a speaker; an article that speaks for itself is
its own speaker, and so is an unnamed one ("a lawyer"), since nothing tells two of them apart. The
number of independent origins is the most claims that can be picked so that no two share an article
or a speaker: a maximum matching of the two sides.
"""

from collections.abc import Sequence

from claimx.entities.names import SAME
from claimx.merge.people import Names
from claimx.merge.record import Record
from claimx.merge.reprints import Copies
from claimx.merge.unions import Unions
from claimx.merge.words import overlap

SAME_SENTENCE = 0.8
LEAST_WORDS = 12
"""Content words of a sentence that two articles do not share by chance."""


def join_outlets(copies: Copies, outlets: Sequence[str | None]) -> Copies:
    """Groups of articles that are copies, or stand in one outlet; None is no outlet."""
    unions = Unions(len(outlets))
    first: dict[str, int] = {}
    for article, outlet in enumerate(outlets):
        unions.join(article, copies.group_of[article])
        if outlet and outlet.strip():
            unions.join(article, first.setdefault(outlet.strip().casefold(), article))
    return Copies(tuple(unions.find(article) for article in range(len(outlets))))


def count_origins(records: Sequence[Record], sources: Copies, names: Names) -> int:
    """The number of independent origins of claims about one event; 0 for none.

    Args:
        records: the claims.
        sources: from `join_outlets`.
        names: the names that speakers are numbered by.
    """
    articles = _articles(records, sources)
    if len(set(articles)) < 2:
        return min(len(records), 1)
    speakers = _speakers(records, articles, names)
    rows = {article: row for row, article in enumerate(dict.fromkeys(articles))}
    columns = {speaker: column for column, speaker in enumerate(dict.fromkeys(speakers))}
    return _matching(
        [(rows[a], columns[s]) for a, s in zip(articles, speakers, strict=True)], len(columns)
    )


def _articles(records: Sequence[Record], sources: Copies) -> list[int]:
    """The group of each claim's article; two that share the sentence are one group here."""
    groups = [sources.group_of[record.article] for record in records]
    numbers = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    unions = Unions(len(numbers))
    for at, one in enumerate(records):
        for other in records[:at]:
            if len(one.context) >= LEAST_WORDS and (
                overlap(one.context, other.context) >= SAME_SENTENCE
            ):
                unions.join(
                    numbers[sources.group_of[one.article]], numbers[sources.group_of[other.article]]
                )
    return [unions.find(numbers[group]) for group in groups]


def _speakers(
    records: Sequence[Record], articles: Sequence[int], names: Names
) -> list[tuple[str, int]]:
    known: list[int] = []
    found = []
    for record, article in zip(records, articles, strict=True):
        if record.speaker is None:
            found.append(("article", article))
            continue
        speaker = record.speaker
        same = next((other for other in known if names.alike(speaker, other) >= SAME), None)
        if same is None:
            known.append(speaker)
        found.append(("person", speaker if same is None else same))
    return found


def _matching(edges: Sequence[tuple[int, int]], columns: int) -> int:
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    rows, cols = zip(*edges, strict=True)
    graph = csr_matrix((np.ones(len(edges), np.int8), (rows, cols)), shape=(max(rows) + 1, columns))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())
