"""Pronouns and common noun phrases that point at a person, body or place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.entities.mention import Mention
from claimx.entities.noun_kinds import noun_kind
from claimx.entities.phrases import is_phrase_head, left_edge, phrase
from claimx.entities.words import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.language import Analysis, Chunk

PLURAL_TAGS = frozenset(("NNS", "NNPS"))
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"))
_ONLY_SEEDS = frozenset(("which", "that"))


def unnamed(analysis: "Analysis", chunk: "Chunk", inside: set[int]) -> Iterator[Mention]:
    """Pronouns and common noun phrases of one chunk.

    Args:
        analysis: the parsed article.
        chunk: one of its chunks.
        inside: indices of the tokens in names, which are left out.

    Returns:
        Their mentions in token order; none for a chunk without any.
    """
    for token in chunk.doc:
        if token.i in inside or token.is_punct or token.is_space:
            continue
        mention = _pronoun(analysis, chunk.offset, token) or _nominal(analysis, chunk.offset, token)
        if mention is not None:
            yield mention


def _pronoun(analysis: "Analysis", offset: int, token: "Token") -> Mention | None:
    form = table("pronouns")["forms"].get(token.lower_)
    if (
        form is None
        or token.lower_ in _ONLY_SEEDS
        or token.pos_ not in ("PRON", "DET", "ADJ", "NOUN")
    ):
        return None
    _, number, gender, animacy, _ = form
    if token.lower_ == "it" and _pleonastic(token):
        return None
    if token.lower_ == "i" and token.text != "I":
        return None
    if token.lower_ == "us" and token.text == "US":
        return None
    if animacy == "person":
        kind = "person"
    elif animacy == "thing":
        kind = "organisation"
    else:
        kind = "group" if number == "many" else "person"
    span = analysis.span(offset, token, token)
    return Mention(span, kind, "pronoun", offset + token.idx, number or None, gender or None)


def _pleonastic(token: "Token") -> bool:
    """Whether an "it" is empty: "it is clear that", "it rained", "it seems"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ != "nsubj" and token.dep_ != "nsubjpass":
        return False
    if verb.lemma_ in ("seem", "appear", "rain", "snow", "turn", "happen"):
        return True
    clause = any(child.dep_ in ("ccomp", "xcomp", "csubj", "advcl") for child in verb.rights)
    return verb.lemma_ == "be" and clause and any(c.dep_ in ("acomp", "attr") for c in verb.rights)


def _nominal(analysis: "Analysis", offset: int, token: "Token") -> Mention | None:
    if token.pos_ not in _NOUNS or not is_phrase_head(token) or _is_tail(token):
        return None
    told = shape(token)
    if told is None:
        return None
    kind, gender, number = told
    first, end = phrase(token)
    if kind == "facility" and number == "one" and first == token.i:
        return None
    span = analysis.span(offset, token.doc[first], token.doc[end - 1])
    return Mention(span, kind, "nominal", offset + token.idx, number, gender, 0.7)


def _is_tail(token: "Token") -> bool:
    """Whether a word ends a compound that a preposition joins: "chief" of "editor-in-chief"."""
    doc, at = token.doc, token.i
    return at > 2 and doc[at - 1].text == doc[at - 3].text == "-" and doc[at - 2].pos_ == "ADP"


def shape(token: "Token") -> tuple[str, str | None, str | None] | None:
    """Kind, gender and number of a common noun phrase by its head; None for other heads."""
    if token.pos_ == "NUM" or token.lower_ in words("phrases", "partitives"):
        return _counted(token)
    if token.pos_ == "ADJ":
        return (
            ("group", None, "many")
            if token.lower_ in words("nouns", "group", "any") and left_edge(token) < token.i
            else None
        )
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    lemma = token.lemma_.lower()
    known = noun_kind(token.lower_) or noun_kind(lemma)
    if known is None:
        return None
    kind, gender = known
    plural = token.tag_ in PLURAL_TAGS and token.lower_ not in ("headquarters", "barracks")
    if kind == "person" and plural:
        return "group", gender, "many"
    if kind == "group" and lemma == "group" and not plural:
        kind = "organisation"
    return kind, gender, "many" if plural or kind == "group" else "one"


def _counted(token: "Token") -> tuple[str, str | None, str | None] | None:
    """Counted people: "the six", "two of them", "one of the lawyers", "three others"."""
    single = token.lower_ in ("one", "another", "each", "either", "neither", "any")
    if token.dep_ in ("nummod", "det", "quantmod", "appos", "npadvmod") or token.ent_type_ in (
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
    ):
        return None
    whole = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    if whole is not None:
        part = next((c for c in whole.rights if c.dep_ == "pobj"), None)
        known = part is not None and (
            part.lower_ in ("them", "us", "whom", "those") or (_counts_people(part))
        )
        if not known:
            return None
    elif not (
        token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and (
            token.pos_ == "NUM"
            or token.lower_
            in ("others", "both", "all", "many", "dozens", "hundreds", "thousands", "another")
        )
    ):
        return None
    if token.text.isdigit() and int(token.text) > 1500 and whole is None:
        return None
    return ("person", None, "one") if single else ("group", None, "many")


def _counts_people(token: "Token") -> bool:
    known = noun_kind(token.lower_) or noun_kind(token.lemma_.lower())
    return known is not None and known.kind in ("person", "group")
