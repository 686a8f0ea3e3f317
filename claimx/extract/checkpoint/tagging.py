"""Token classification: labelled spans, paired by the rule of `claimx.extract.pairing`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from claimx.extract.checkpoint.label_map import OUTSIDE, LabelMap, bare_label
from claimx.extract.pairing import Mention, best_of_overlapping, in_one_sentence, pair, trimmed
from claimx.extract.windows import Window, model_text, windows
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from claimx.language import Analysis


class Tagger:
    """Reads windows of tokens and joins those with one label to spans of whole words.

    Args:
        model, tokenizer: of the transformers library, the tokenizer a fast one.
        label_map: fits the model (`check_labels`).
        threshold: least score of a span: the mean probability of its words' first tokens.
        window, overlap: in tokens.
        batch: windows in one pass.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        label_map: LabelMap,
        *,
        threshold: float,
        window: int,
        overlap: int,
        batch: int,
    ) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.label_map = label_map
        self.threshold = threshold
        self.window = window
        self.overlap = overlap
        self.batch = batch

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article; empty where no token has the label of a type."""
        mentions: dict[bool, list[Mention]] = {True: [], False: []}
        cut = windows(analysis, self._length, self.window, self.overlap)
        for first in range(0, len(cut), self.batch):
            some = cut[first : first + self.batch]
            for window, found in zip(some, self._read(analysis, some), strict=True):
                for label, start, end, score in found:
                    span = trimmed(analysis.text, window.start + start, window.start + end)
                    if span is None or score < self.threshold or not window.owns(span.start):
                        continue
                    name = self.label_map.types.get(label) or self.label_map.roles.get(label)
                    if name is not None and in_one_sentence(analysis, span):
                        is_trigger = label in self.label_map.types
                        mentions[is_trigger].append(Mention(name, span, score))
        return pair(
            analysis, best_of_overlapping(mentions[True]), best_of_overlapping(mentions[False])
        )

    def _length(self, text: str) -> int:
        return len(self.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])

    def _read(
        self, analysis: "Analysis", some: Sequence[Window]
    ) -> list[list[tuple[str, int, int, float]]]:
        import torch

        text = model_text(analysis.text)
        encoded = self.tokenizer(
            [text[one.start : one.end] for one in some],
            return_tensors="pt",
            padding=True,
            return_offsets_mapping=True,
        )
        offsets = encoded.pop("offset_mapping").tolist()
        words = [encoded.word_ids(index) for index in range(len(some))]
        with torch.inference_mode():
            logits = self.model(**encoded.to(self.model.device)).logits
        chances, best = logits.float().softmax(-1).max(-1)
        names = self.model.config.id2label
        return [
            join_words(
                words[index],
                [(start, end) for start, end in offsets[index]],
                [names[label] for label in best[index].tolist()],
                chances[index].tolist(),
            )
            for index in range(len(some))
        ]


def join_words(
    words: Sequence[int | None],
    offsets: Sequence[tuple[int, int]],
    labels: Sequence[str],
    scores: Sequence[float],
) -> list[tuple[str, int, int, float]]:
    """Spans of whole words from the labels of tokens.

    A word has the label of its first token. Neighbouring words with one label are one span,
    unless the second begins another (`B-`, `S-` or `U-`).

    Args:
        words: the word that each token belongs to; None for special tokens.
        offsets: half-open characters of each token.
        labels: the best label of each token, `O` for none.
        scores: its probability.

    Returns:
        Label without its mark, start, end and mean score of each span, in order.
    """
    spans: list[tuple[str, int, int, list[float]]] = []
    before: int | None = None
    going = False
    for word, (start, end), label, score in zip(words, offsets, labels, scores, strict=True):
        if word is None or start == end:
            continue
        if word == before:
            if going:
                spans[-1] = (*spans[-1][:2], end, spans[-1][3])
            continue
        before = word
        name = bare_label(label)
        begins = label[:2] in ("B-", "S-", "U-")
        if name != OUTSIDE and going and not begins and spans[-1][0] == name:
            spans[-1] = (name, spans[-1][1], end, [*spans[-1][3], score])
        elif name != OUTSIDE:
            spans.append((name, start, end, [score]))
        going = name != OUTSIDE
    return [(name, start, end, sum(found) / len(found)) for name, start, end, found in spans]
