"""Claims of an archive to events: compare, decide, cluster, assemble."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimx.claim import Document
from claimx.errors import InputError
from claimx.merge.assembly import Assembler
from claimx.merge.clustering import ForbiddenPairError, PairScores, Rules, Wishes, cluster
from claimx.merge.comparison import Comparison, prepare
from claimx.merge.decisions import Judgement, Overrules, overrule
from claimx.merge.event import Event
from claimx.merge.explain import Reason, explain
from claimx.merge.features import compare
from claimx.merge.origins import join_outlets
from claimx.merge.weights import Decision, Weights, load_weights

Progress = Callable[[int], None]
STEP = 10_000
"""Pairs between two words of progress."""


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two claims that were compared.

    Attributes:
        one, other: record numbers, smaller first.
        score: log-odds of the features, whoever decided.
        decision: POSITIVE, NEGATIVE or UNSURE.
        judgement: a person's decision, where there is one.
    """

    one: int
    other: int
    score: float
    decision: Decision
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Merged:
    """The events of an archive, and how they came about.

    Attributes:
        events: in order of their earliest claim in the archive.
        compared: records and names, for who wants to look closer.
        scores: of all pairs that were compared.
        overrules: what people decided, as it met this archive.
        weights: that the scores are made of.
    """

    events: tuple[Event, ...]
    compared: Comparison
    scores: PairScores
    overrules: Overrules
    weights: Weights

    def pairs(self, *, negative: bool = False) -> Iterator[ScoredPair]:
        """The compared pairs in order, and what people decided of others after them.

        Args:
            negative: also those that the machine found to be two acts; they are most by far.
        """
        judged = dict(self.overrules.of_pair)
        for pair, score in self.scores:
            judgement = judged.pop(pair, None)
            decision = judgement.decision if judgement else self.weights.decide(score)
            if judgement or negative or decision is not Decision.NEGATIVE:
                yield ScoredPair(*pair, score, decision, judgement)
        for pair, judgement in sorted(judged.items()):
            yield ScoredPair(*pair, self.weights.unmet, judgement.decision, judgement)

    def reasons(self, pair: ScoredPair) -> list[Reason]:
        """Why a pair has its score; with the bias they add up to it."""
        records = self.compared.records
        return explain(records[pair.one], records[pair.other], self.compared.archive, self.weights)


def merge(
    documents: Iterable[Document],
    judgements: Sequence[Judgement] = (),
    *,
    progress: Progress | None = None,
    weights: Weights | None = None,
) -> Merged:
    """Bring the claims of documents together into events.

    Args:
        documents: read once; what is kept of each is its claims, not its text.
        judgements: decisions of people (`claimx.merge.decisions.read_decisions`).
        progress: called with the number of pairs compared so far.
        weights: others than those that ship with the package.

    Returns:
        Every claim in exactly one event. Documents without claims give no events.

    Raises:
        InputError: where two decisions of people contradict each other.
    """
    chosen = weights or load_weights()
    compared = prepare(documents)
    overrules = overrule(judgements, compared.records)
    scores = PairScores(_scores(compared, chosen, progress))
    clusters: dict[int, list[int]] = defaultdict(list)
    for number, home in enumerate(_clusters(compared, scores, overrules, chosen)):
        clusters[home].append(number)
    outlets = [article.source for article in compared.articles]
    assembler = Assembler(compared, join_outlets(compared.archive.copies, outlets))
    events = tuple(assembler.assemble(numbers) for numbers in clusters.values())
    return Merged(events, compared, scores, overrules, chosen)


def _scores(
    compared: Comparison, weights: Weights, progress: Progress | None
) -> Iterator[tuple[tuple[int, int], float]]:
    records, archive = compared.records, compared.archive
    for done, (one, other) in enumerate(compared.pairs()):
        yield (one, other), weights.score(compare(records[one], records[other], archive))
        if progress is not None and done % STEP == 0:
            progress(done)


def _clusters(
    compared: Comparison, scores: PairScores, overrules: Overrules, weights: Weights
) -> list[int]:
    judged = overrules.of_pair
    wishes = Wishes(
        frozenset(pair for pair, one in judged.items() if one.decision is Decision.POSITIVE),
        frozenset(pair for pair, one in judged.items() if one.decision is Decision.NEGATIVE),
        {pair: 0.0 for pair, one in judged.items() if one.decision is Decision.UNSURE},
    )
    rules = Rules(weights.join, weights.unmet, weights.negative)
    try:
        return cluster(len(compared.records), scores, rules, wishes)
    except ForbiddenPairError as error:
        one, other = (compared.records[number].key for number in error.pair)
        raise InputError(
            f"decisions contradict each other: {one} and {other} are NEGATIVE, but other decisions "
            "make them one event; take one of these back"
        ) from error
