"""spaCy's attribute ruler with a memory: the same attributes in a quarter of the time.

The ruler of the English models asks 179 patterns of every token, a sixth of the time of the whole
parse. Nearly all of them look at one token, and only at its tag, its label, whether it is a space,
and whether it is one of some two hundred words: so what they answer is remembered by these.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens._retokenize import set_token_attrs

from claimx.quick_pipes import put_in_place

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

FACTORY = "claimx_attribute_ruler"
READ = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
LISTS = frozenset({"IN", "NOT_IN"})
Match = tuple[int, int, int, int]
Key = tuple[int, int, int, int]
# The attributes of `READ` in the order of a key.
ASKED: "list[int | str]" = ["TAG", "LOWER", "DEP", "IS_SPACE"]


class QuickRuler(AttributeRuler):
    """An attribute ruler that remembers; patterns that it cannot remember are matched as ever."""

    def prepare(self) -> None:
        """Sort the patterns; to be called once, after all were added."""
        self._one = Matcher(self.vocab)
        self._rest = Matcher(self.vocab)
        self._known: set[int] = set()
        self._remembered: dict[Key, tuple[tuple[int, int], ...]] = {}
        for number, given in enumerate(self.patterns):
            ways = cast("list[list[dict[str, Any]]]", given["patterns"])
            simple = all(len(tokens) == 1 and _memorable(tokens[0]) for tokens in ways)
            (self._one if simple else self._rest).add(str(number), ways)
            if simple:
                words = (word for tokens in ways for word in _words(tokens[0]))
                self._known.update(self.vocab.strings.add(word) for word in words)

    def match(self, doc: "Doc") -> list[Match]:
        """What `AttributeRuler.match` gives: (pattern number, its id, start, end), sorted."""
        rest = self._rest(doc, allow_missing=True, as_spans=False) if len(self._rest) else []
        found = [(int(self.vocab.strings[name]), name, start, end) for name, start, end in rest]
        remembered, known = self._remembered, self._known
        for place, (tag, lower, dep, space) in enumerate(doc.to_array(ASKED).tolist()):
            key = (tag, lower if lower in known else 0, dep, space)
            if key not in remembered:
                remembered[key] = self._of(doc[place : place + 1])
            found += [(number, name, place, place + 1) for number, name in remembered[key]]
        found.sort()
        return found

    def set_annotations(self, doc: "Doc", matches: list[Match]) -> None:
        """Set what the patterns tell, the later over the earlier."""
        for match in matches:
            number, _, start, end = match
            if end - start == 1 and self.indices[number] == 0:
                set_token_attrs(doc[start], self.attrs[number])
            else:
                super().set_annotations(doc, [match])  # type: ignore[no-untyped-call]

    def _of(self, alone: "TokenSpan") -> tuple[tuple[int, int], ...]:
        matches = self._one(alone, allow_missing=True) if len(self._one) else []
        return tuple((int(self.vocab.strings[name]), name) for name, _, _ in matches)


def remember_attributes(nlp: Language) -> None:
    """Put a `QuickRuler` with the same patterns in the place of the attribute ruler, if any."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    given = nlp.get_pipe("attribute_ruler")
    if not isinstance(given, AttributeRuler) or isinstance(given, QuickRuler):
        return
    made = put_in_place(nlp, "attribute_ruler", FACTORY, _make)
    made.add_patterns(given.patterns)
    made.prepare()


def _make(nlp: Language, name: str) -> QuickRuler:
    return QuickRuler(nlp.vocab, name)


def _memorable(asked: dict[str, Any]) -> bool:
    return READ.issuperset(asked) and all(
        not isinstance(value, dict) or LISTS.issuperset(value) for value in asked.values()
    )


def _words(asked: dict[str, Any]) -> Iterable[str]:
    value = asked.get("LOWER", ())
    if isinstance(value, str):
        return (value,)
    return [word for words in value.values() for word in words] if value else ()
