"""Extractive question answering: a question for each type, then one for each role.

After Du and Cardie (2020), "Event Extraction by Answering (Almost) Natural Questions". Each
sentence is asked alone, since a reader of passages gives one answer a question: so one sentence
yields at most one claim of a type, and arguments come from the trigger's own sentence.
"""

from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING, Any

from claimx.extract.checkpoint.label_map import LabelMap
from claimx.extract.pairing import (
    Mention,
    as_proposals,
    best_of_overlapping,
    roles_of_types,
    trimmed,
)
from claimx.extract.windows import model_text, windows
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from claimx.language import Analysis

LONGEST_ANSWER = 20


class Reader:
    """Asks the questions of a label map.

    Args:
        model, tokenizer: of the transformers library, the tokenizer a fast one.
        label_map: of the task question-answering.
        threshold: least probability of an answer; it must also beat "no answer".
        window: tokens of a sentence with its question; a longer sentence is asked in parts.
        batch: questions in one pass.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        label_map: LabelMap,
        *,
        threshold: float,
        window: int,
        batch: int,
    ) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.label_map = label_map
        self.threshold = threshold
        self.batch = batch
        # Beside a sentence stand the longest question, a trigger in it, and special tokens.
        asked = (*label_map.types.values(), *label_map.roles.values())
        self.room = window - LONGEST_ANSWER - 4 - max(self._length(question) for question in asked)

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article; empty where every question goes unanswered."""
        pieces = [
            piece
            for window in windows(analysis, self._length, self.room, 0)
            for piece in window.pieces
        ]
        triggers = self._ask(
            analysis,
            [
                (kind, question, piece)
                for piece in pieces
                for kind, question in self.label_map.types.items()
            ],
        )
        acts = best_of_overlapping([mention for _, mention in triggers])
        where = {mention: piece for piece, mention in triggers}
        fillers = self._fillers(analysis, [(act, where[act]) for act in acts])
        return as_proposals(analysis, list(zip(acts, fillers, strict=True)))

    def _fillers(
        self, analysis: "Analysis", acts: Sequence[tuple[Mention, tuple[int, int]]]
    ) -> list[list[Mention]]:
        asked, owners = [], []
        for index, (act, piece) in enumerate(acts):
            for role, question in self.label_map.roles.items():
                if role in roles_of_types()[act.label]:
                    asked.append((role, question.format(trigger=act.span.text), piece))
                    owners.append(index)
        found: list[list[Mention]] = [[] for _ in acts]
        for index, answer in zip(owners, self._answers(analysis, asked), strict=True):
            if answer is not None and not answer.span.overlaps(acts[index][0].span):
                found[index].append(answer)
        return found

    def _ask(
        self, analysis: "Analysis", asked: Sequence[tuple[str, str, tuple[int, int]]]
    ) -> list[tuple[tuple[int, int], Mention]]:
        answers = self._answers(analysis, asked)
        return [
            (piece, answer)
            for (_, _, piece), answer in zip(asked, answers, strict=True)
            if answer is not None
        ]

    def _answers(
        self, analysis: "Analysis", asked: Sequence[tuple[str, str, tuple[int, int]]]
    ) -> list[Mention | None]:
        """One answer for each (label, question, range of the text), or None."""
        found: list[Mention | None] = []
        text = model_text(analysis.text)
        for first in range(0, len(asked), self.batch):
            some = asked[first : first + self.batch]
            spans = self._read(
                [question for _, question, _ in some],
                [text[start:end] for _, _, (start, end) in some],
            )
            for (label, _, (offset, _)), span in zip(some, spans, strict=True):
                if span is None or span[2] < self.threshold:
                    found.append(None)
                    continue
                words = trimmed(analysis.text, offset + span[0], offset + span[1])
                found.append(Mention(label, words, span[2]) if words else None)
        return found

    def _read(
        self, questions: list[str], contexts: list[str]
    ) -> list[tuple[int, int, float] | None]:
        import torch

        encoded = self.tokenizer(
            questions,
            contexts,
            return_tensors="pt",
            padding=True,
            return_offsets_mapping=True,
        )
        offsets = encoded.pop("offset_mapping").tolist()
        parts = [encoded.sequence_ids(index) for index in range(len(questions))]
        with torch.inference_mode():
            output = self.model(**encoded.to(self.model.device))
        starts, ends = output.start_logits.float(), output.end_logits.float()
        return [
            best_answer(
                starts[index].tolist(),
                ends[index].tolist(),
                [
                    tuple(span) if part == 1 else None
                    for span, part in zip(offsets[index], parts[index], strict=True)
                ],
            )
            for index in range(len(questions))
        ]

    def _length(self, text: str) -> int:
        return len(self.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])


def best_answer(
    starts: Sequence[float], ends: Sequence[float], offsets: Sequence[tuple[int, int] | None]
) -> tuple[int, int, float] | None:
    """The likeliest answer, or None where "no answer" (the first token) is likelier.

    Args:
        starts: logits of each token as the first of the answer.
        ends: the same as the last.
        offsets: half-open characters of the tokens of the context; None for all others.

    Returns:
        Start, end and probability among all answers of up to 20 tokens and "no answer".
    """
    scores = {(0, 0): starts[0] + ends[0]}
    for first, place in enumerate(offsets):
        if place is None or place[0] == place[1]:
            continue
        for last in range(first, min(first + LONGEST_ANSWER, len(offsets))):
            if offsets[last] is not None:
                scores[first, last] = starts[first] + ends[last]
    best = max(scores, key=lambda span: scores[span])
    begin, end = offsets[best[0]], offsets[best[1]]
    if best == (0, 0) or begin is None or end is None or begin[0] >= end[1]:
        return None
    top = scores[best]
    return begin[0], end[1], 1 / sum(exp(score - top) for score in scores.values())
