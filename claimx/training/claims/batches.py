"""Passages of labelled articles as batches of tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from claimx.extract.learned.labels import Labels
from claimx.extract.learned.passages import Passage
from claimx.extract.learned.pieces import DIGIT, LOWER, NO_WORD, UPPER
from claimx.extract.learned.reading import CLASSIFY, SEPARATE, framed
from claimx.extract.learned.windows import Window, window
from claimx.training.claims.labelled import LabelledArticle, LabelledClaim
from claimx.training.claims.settings import TrainSettings
from claimx.training.claims.targets import IGNORED, overlay, spread

MASK = 103  # [MASK] of the BERT vocabulary; the numbers below it are special signs
JITTER = 30
FIRST_PASSAGE = (20, 110)


@dataclass(frozen=True, slots=True)
class Example:
    """One passage; `casing` may be of a recased copy, `hidden` takes parse and lexicon away."""

    article: LabelledArticle
    passage: Passage
    casing: list[int]
    claims: tuple[LabelledClaim, ...]
    hidden: bool

    def __len__(self) -> int:
        return self.passage.right - self.passage.left + 2


def examples(
    articles: Sequence[LabelledArticle], settings: TrainSettings, rng: random.Random
) -> list[Example]:
    """The passages of one epoch, cut and recased anew."""
    found = []
    for article in articles:
        reading = article.reading
        draw = rng.random()
        recase = LOWER if draw < settings.recased else UPPER
        recased = draw < 2 * settings.recased
        length, first = rng.choice(settings.lengths), rng.randint(*FIRST_PASSAGE)
        for low, high in reading.ranges(length, first):
            casing = list(reading.pieces.casing[low:high])
            if recased:
                casing = [sign if sign == DIGIT else recase for sign in casing]
            claims = tuple(
                claim
                for claim in article.claims
                if low <= reading.pieces.first[claim.trigger[0]] < high
            )
            passage = Passage(low, high, low, high)
            hidden = rng.random() < settings.hidden
            found.append(Example(article, passage, casing, claims, hidden))
    return found


def batches(found: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of passages of similar length, at most `pieces` pieces each, in random order."""
    order = sorted(found, key=lambda example: len(example) + rng.random() * JITTER)
    made: list[list[Example]] = []
    batch: list[Example] = []
    longest = 0
    for example in order:
        longest = max(longest, len(example))
        if batch and longest * (len(batch) + 1) > pieces:
            made.append(batch)
            batch, longest = [], len(example)
        batch.append(example)
    if batch:
        made.append(batch)
    rng.shuffle(made)
    yield from made


@dataclass(frozen=True, slots=True)
class PassageTensors:
    """What the encoder and the trigger head read, and what they should say of each piece."""

    ids: Tensor
    casing: Tensor
    mask: Tensor
    lexicon: Tensor
    tag: Tensor
    setting: Tensor
    triggers: Tensor


def passage_tensors(
    batch: Sequence[Example], masked: float, classes: int, smoothing: float, rng: random.Random
) -> PassageTensors:
    """Tensors (passages, pieces) of a batch; a share of pieces, drawn from `rng`, is masked.

    `triggers` is (passages, pieces, classes); see `targets`.
    """
    ids, lexicon, tags, settings = [], [], [], []
    for example in batch:
        reading, passage = example.article.reading, example.passage
        ids.append(framed(reading.pieces.ids[passage.left : passage.right], CLASSIFY, SEPARATE))
        told = (reading.lexicon, reading.tags)
        rows = [reading.of_pieces(numbers, passage.left, passage.right) for numbers in told]
        shown = [framed([0] * len(row) if example.hidden else row) for row in rows]
        lexicon.append(shown[0])
        tags.append(shown[1])
        settings.append(0 if example.hidden else reading.setting)
    tensor = padded(ids)
    mask = (tensor > 0).long()
    chance = torch.Generator().manual_seed(rng.getrandbits(32))
    drawn = (torch.rand(tensor.shape, generator=chance) < masked) & (tensor > MASK)
    return PassageTensors(
        torch.where(drawn, torch.full_like(tensor, MASK), tensor),
        padded([framed(example.casing) for example in batch]),
        mask,
        padded(lexicon),
        padded(tags),
        torch.tensor(settings),
        _trigger_targets(batch, classes, smoothing),
    )


def _trigger_targets(batch: Sequence[Example], classes: int, smoothing: float) -> Tensor:
    rows = padded([_trigger_row(example) for example in batch], IGNORED)
    targets = spread(rows, classes, smoothing)
    for row, example in enumerate(batch):
        taught = example.article.taught
        if taught is not None:
            overlay(targets, row, framed(_beginning(example), NO_WORD, NO_WORD), taught)
    return targets


def _trigger_row(example: Example) -> list[int]:
    """The class of each word on its first piece; other pieces do not count."""
    triggers = example.article.triggers
    row = [triggers[word] if word >= 0 else IGNORED for word in _beginning(example)]
    return framed(row, IGNORED, IGNORED)


def _beginning(example: Example) -> list[int]:
    """For each piece of a passage the word that begins with it, or `NO_WORD`."""
    pieces, passage = example.article.reading.pieces, example.passage
    words = enumerate(pieces.words[passage.left : passage.right], start=passage.left)
    return [word if word >= 0 and pieces.first[word] == piece else NO_WORD for piece, word in words]


@dataclass(frozen=True, slots=True)
class WindowTensors:
    """The windows of a batch: where their states lie, what is told of them, and the truth.

    `roles` is (windows, pieces, labels), the last three (windows, classes); see `targets`.
    """

    passage: Tensor
    pieces: Tensor
    told: dict[str, Tensor]
    roles: Tensor
    polarity: Tensor
    modality: Tensor
    generic: Tensor


def window_tensors(
    batch: Sequence[Example], labels: Labels, hidden: float, rng: random.Random
) -> WindowTensors | None:
    """A window for each claim of a batch; None where it has no claim."""
    paths = labels.paths
    found: list[tuple[int, Example, LabelledClaim, Window, bool]] = []
    for place, example in enumerate(batch):
        reading, hide = example.article.reading, rng.random() < hidden
        for claim in example.claims:
            made = window(
                reading.words,
                reading.pieces,
                example.passage,
                frozenset(claim.trigger),
                example.article.trigger_words,
                {} if hide else paths,
            )
            found.append((place, example, claim, made, hide))
    if not found:
        return None
    windows = [made for _, _, _, made, _ in found]
    claims = [claim for _, _, claim, _, _ in found]
    starts = [made.start - example.passage.left + 1 for _, example, _, made, _ in found]
    width = max(map(len, windows))
    told = {
        "mask": padded([[1] * len(made) for made in windows]).float(),
        "trigger": padded([made.trigger for made in windows]).float(),
        "other": padded([made.other for made in windows]).float(),
        "distance": padded([made.distance for made in windows]),
        "path": padded([made.paths for made in windows]),
        "tag": padded(
            [_told(example.article.reading.tags, made, hide) for _, example, _, made, hide in found]
        ),
        "entity": padded(
            [
                _told(example.article.reading.entities, made, hide)
                for _, example, _, made, hide in found
            ]
        ),
        "type": torch.tensor([claim.type for claim in claims]),
    }
    return WindowTensors(
        torch.tensor([place for place, *_ in found]),
        torch.tensor(starts)[:, None] + torch.arange(width)[None],
        told,
        _role_targets([(example, claim, made) for _, example, claim, made, _ in found], labels),
        *_fact_targets(claims, len(labels.modalities)),
    )


def _role_targets(found: Sequence[tuple[Example, LabelledClaim, Window]], labels: Labels) -> Tensor:
    rows = padded([_role_row(*one) for one in found], IGNORED)
    targets = spread(rows, 1 + 2 * len(labels.roles))
    for row, (example, claim, made) in enumerate(found):
        if claim.taught is not None:
            overlay(targets, row, _window_words(example, made), claim.taught.roles)
    return targets


def _fact_targets(
    claims: Sequence[LabelledClaim], modalities: int
) -> tuple[Tensor, Tensor, Tensor]:
    polarity = spread(torch.tensor([claim.negative for claim in claims]), 2)
    modality = spread(torch.tensor([claim.modality for claim in claims]), modalities)
    generic = spread(torch.tensor([claim.generic for claim in claims]), 2)
    for row, claim in enumerate(claims):
        if claim.taught is not None:
            polarity[row] = torch.from_numpy(claim.taught.polarity)
            modality[row] = torch.from_numpy(claim.taught.modality)
            generic[row] = torch.from_numpy(claim.taught.generic)
    return polarity, modality, generic


def _told(numbers: Sequence[int], made: Window, hide: bool) -> list[int]:
    return [0 if hide or word < 0 else numbers[word] for word in made.words]


def _role_row(example: Example, claim: LabelledClaim, made: Window) -> list[int]:
    words = _window_words(example, made)
    return [claim.roles.get(word, 0) if word >= 0 else IGNORED for word in words]


def _window_words(example: Example, made: Window) -> list[int]:
    """For each piece of a window the word that begins with it, or `NO_WORD`."""
    first = example.article.reading.pieces.first
    return [
        word if word >= 0 and first[word] == piece else NO_WORD
        for piece, word in enumerate(made.words, start=made.start)
    ]


def padded(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """Rows of different lengths as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
