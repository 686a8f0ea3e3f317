"""spaCy's entity recogniser with all states scored at once: the same entities in half the time.

The recogniser moves over a text one token at a time and scores each state in a call of its own.
What it sees of a state outside of entities is only the next token, so all these are scored in one
product; inside of an entity, only the two moves that go on are. The weights, the rules of what may
follow and their order are spaCy's (`spacy.pipeline._parser_internals.ner`).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Span

from claimx.quick_pipes import put_in_place

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

FACTORY = "claimx_entity_recognizer"
# The next token, the first and the last token of the entity so far.
SEEN = 3
Found = tuple[int, int, str]


class QuickRecogniser:
    """An entity recogniser in the place of spaCy's, with its weights."""

    def prepare(self, given: EntityRecognizer) -> None:
        """Take the weights and labels of a recogniser that `is_plain`; to be called first."""
        self.given = given
        model = given.model
        self._tokens, self._lower = model.get_ref("tok2vec"), model.get_ref("lower")
        upper = model.get_ref("upper")
        self._bias = self._lower.get_param("b")
        self._weights, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        moves = [given.moves.get_class_name(n) for n in range(given.moves.n_moves)]
        self._moves = [(name[:1], name[2:]) for name in moves]
        self._numbers = {move: number for number, move in enumerate(self._moves)}
        kinds = np.array([kind if label or kind == "O" else "" for kind, label in self._moves])
        self._never = ~np.isin(kinds, ("B", "U", "O"))
        self._opening = kinds == "B"
        self._naming = self._opening | (kinds == "U")

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of entities."""
        return tuple(self.given.labels)

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the entities of a document."""
        told = doc.to_array(["ENT_IOB", "SENT_START", "IS_SPACE"])
        if not len(doc) or told[:, 0].any():
            # Entities that somebody set before bind what may follow: rare, and left to spaCy.
            self.given(doc)
            return doc
        # Over the end nothing begins, and no entity goes on.
        ends = np.append(told[1:, 1] == 1, True)
        found = self._find(doc, ends, told[:, 2] == 1)
        spans = [Span(doc, start, end, label=label) for start, end, label in found]
        doc.set_ents(spans, default="outside")
        return doc

    def pipe(self, docs: "Iterable[Doc]", **_: Any) -> "Iterator[Doc]":
        """The documents with their entities, one by one."""
        for doc in docs:
            yield self(doc)

    def _find(
        self, doc: "Doc", ends: "NDArray[np.bool_]", spaces: "NDArray[np.bool_]"
    ) -> Iterator[Found]:
        """The entities as (first token, end, label), in text order.

        Args:
            doc: the document.
            ends: whether no entity goes on behind a token.
            spaces: whether a token is white space, on which no entity begins.
        """
        # For each token its share in each of the three places; the first row is for no token.
        shares = self._lower.predict(self._tokens.predict([doc]))
        best = self._outside(shares, ends, spaces)
        place = 0
        while place < len(best):
            kind, label = self._moves[best[place]]
            start, place = place, place + 1
            if kind == "B":
                place = self._end(shares, ends, start, label)
            if kind != "O":
                yield start, place, label

    def _outside(
        self,
        shares: "NDArray[np.float32]",
        ends: "NDArray[np.bool_]",
        spaces: "NDArray[np.bool_]",
    ) -> list[int]:
        """For each token the best move where no entity is open."""
        scores = self._scores(shares[1:, 0] + shares[0, 1] + shares[0, 2])
        scores[:, self._never] = -np.inf
        scores[np.ix_(ends, self._opening)] = -np.inf
        scores[np.ix_(spaces, self._naming)] = -np.inf
        best: list[int] = scores.argmax(axis=1).tolist()
        return best

    def _end(
        self, shares: "NDArray[np.float32]", ends: "NDArray[np.bool_]", start: int, label: str
    ) -> int:
        """One past the last token of an entity that begins at `start` and is longer than it."""
        go, stop = self._numbers["I", label], self._numbers["L", label]
        first = shares[start + 1, 1]
        place = start + 1
        while not ends[place]:
            sums = shares[place + 1, 0] + first + shares[place, 2]
            going, stopping = self._scores(sums[np.newaxis], [go, stop])[0]
            if stopping > going or (stopping == going and stop < go):
                break
            place += 1
        return place + 1

    def _scores(
        self, sums: "NDArray[np.float32]", moves: Sequence[int] | slice = slice(None)
    ) -> "NDArray[np.float32]":
        hidden = (sums + self._bias).max(axis=-1)
        scores: NDArray[np.float32] = hidden @ self._weights[moves].T + self._upper_bias[moves]
        return scores


def is_plain(given: object) -> bool:
    """Whether a component is a recogniser whose states can be scored at once."""
    if not isinstance(given, EntityRecognizer) or given.cfg["beam_width"] != 1:
        return False
    model = given.model
    if not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
        return False
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    return (
        lower.get_dim("nF") == SEEN
        and lower.get_dim("nP") > 1
        and upper.has_param("W") is True
        and upper.has_param("b") is True
    )


def recognise_at_once(nlp: Language) -> None:
    """Put a `QuickRecogniser` with the same weights in the place of a plain recogniser."""
    given = nlp.get_pipe("ner") if "ner" in nlp.pipe_names else None
    if not is_plain(given):
        return
    put_in_place(nlp, "ner", FACTORY, _make).prepare(given)


def _make(nlp: Language, name: str) -> QuickRecogniser:
    return QuickRecogniser()
