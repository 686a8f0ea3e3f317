"""Which articles an epoch reads: all of some portions, another share of others each time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from claimx.training.claims.batches import batches, examples
from claimx.training.claims.labelled import LabelledArticle
from claimx.training.claims.settings import TrainSettings


@dataclass(frozen=True, slots=True)
class Portion:
    """Articles of which each epoch reads a share.

    Attributes:
        articles: all of them; may be none.
        share: from 0 to 1.
    """

    articles: tuple[LabelledArticle, ...]
    share: float

    @property
    def count(self) -> int:
        """How many articles an epoch reads."""
        return round(self.share * len(self.articles))


def drawn(portions: Sequence[Portion], rng: random.Random) -> list[LabelledArticle]:
    """The articles of one epoch; a portion that is read whole draws nothing from `rng`."""
    found: list[LabelledArticle] = []
    for portion in portions:
        whole = portion.count == len(portion.articles)
        found += portion.articles if whole else rng.sample(portion.articles, portion.count)
    return found


def epoch_steps(portions: Sequence[Portion], settings: TrainSettings) -> int:
    """How many batches an epoch has, roughly: passages are cut anew each time."""
    rng = random.Random(settings.seed)
    return round(sum(portion.share * _steps(portion, settings, rng) for portion in portions))


def _steps(portion: Portion, settings: TrainSettings, rng: random.Random) -> int:
    found = examples(portion.articles, settings, rng)
    return sum(1 for _ in batches(found, settings.pieces, rng))
