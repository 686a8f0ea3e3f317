"""The tense of the clause that holds a token."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLIMB = 6


def finite_verb(token: "Token") -> "Token":
    """The verb of the nearest finite clause over a token, or where the climb ends."""
    for _ in range(_CLIMB):
        is_verb = token.pos_ in ("VERB", "AUX")
        if is_verb and (token.tag_ in _FINITE or auxiliary(token) is not None):
            break
        if token.head == token:
            break
        token = token.head
    return token


def auxiliary(verb: "Token") -> "Token | None":
    """The first auxiliary of a verb, or None."""
    return next((child for child in verb.children if child.dep_ in ("aux", "auxpass")), None)


def finite_tense(token: "Token") -> str:
    """The tense as the parse's tag, with the auxiliary where there is one: "have_VBP", "VBD"."""
    verb = finite_verb(token)
    helper = auxiliary(verb)
    return f"{helper.lemma_.lower()}_{helper.tag_}" if helper is not None else str(verb.tag_)
