"""Reporting constructions of one sentence: who speaks, by which word, and what hangs below it.

Read off the dependency parse. A report is a cue ("said", "according", "claim") with the token that
heads its speaker; `report_over` finds the innermost report whose content holds a given token.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.qualify.cues import words

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE = frozenset({"nsubjpass", "auxpass"})
_CLAUSE_BEFORE = frozenset({"ccomp", "parataxis", "dep"})
_NEVER_CONTENT = frozenset({"nsubj", "nsubjpass", "agent", "csubj", "aux", "auxpass", "punct", "mark"})


@dataclass(frozen=True, slots=True)
class Report:
    """A cue, the head of its speaker (None where the clause names none), and the frame of the cue.

    `frame` is "verb", "noun" or "preposition".
    """

    cue: "Token"
    speaker: "Token | None"
    frame: str


def reports(sentence: "TokenSpan") -> list[Report]:
    """The reports of a sentence in text order; empty where nobody speaks."""
    verbs = words("speech", "say") | words("speech", "act")
    nouns, prepositions = words("speech", "nouns"), words("speech", "prepositions")
    found = []
    for token in sentence:
        tag = token.pos_
        if tag == "VERB" and token.lemma_.lower() in verbs and token.dep_ not in ("amod", "compound"):
            found.append(Report(token, speaker_of_verb(token), "verb"))
        elif tag == "NOUN" and token.lemma_.lower() in nouns:
            speaker = _speaker_of_noun(token)
            if speaker is not None:
                found.append(Report(token, speaker, "noun"))
        elif token.lower_ in prepositions:
            speaker = _object_after(token)
            if speaker is not None:
                found.append(Report(token, speaker, "preposition"))
    return found


def speaker_of_verb(verb: "Token") -> "Token | None":
    """The subject of a reporting verb, its own or the one it shares; the agent of a passive."""
    seen = 0
    current = verb
    while seen < 6:
        children = list(current.children)
        if any(child.dep_ in _PASSIVE for child in children):
            return _agent(children) if current == verb else _child(children, {"nsubjpass"})
        subject = _child(children, _SUBJECTS)
        if subject is not None:
            return subject
        if current.dep_ == "relcl":
            return current.head
        if current.dep_ == "acl":
            return current.head if current.tag_ == "VBG" else _agent(children)
        if current.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"):
            break
        if current.dep_ == "ccomp" and seen == 0 and current.tag_ != "VBG":
            break
        current = current.head
        seen += 1
    return _inverted(verb)


def _inverted(verb: "Token") -> "Token | None":
    """The speaker after a verb without a subject, where the parser took it for an object."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "npadvmod", "attr", "oprd") and verb.i > verb.sent.start:
            if verb.nbor(-1).text in {",", '"', "”", "''", "’", "'", "»"}:
                return child
    return None


def _agent(children: "list[Token]") -> "Token | None":
    for child in children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return _child(list(child.children), {"pobj"})
    return None


def _child(children: "list[Token]", deps: "frozenset[str] | set[str]") -> "Token | None":
    return next((child for child in children if child.dep_ in deps), None)


def _speaker_of_noun(noun: "Token") -> "Token | None":
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            return _child(list(child.children), {"pobj"})
        if child.dep_ == "acl" and child.lower_ in ("made", "issued", "published", "released"):
            return _agent(list(child.children))
    return None


def _object_after(token: "Token") -> "Token | None":
    for child in token.children:
        if child.dep_ == "pobj":
            return child
        if child.dep_ == "prep" and child.lower_ == "to":
            return _child(list(child.children), {"pobj"})
    return None


def ancestors(token: "Token") -> "Iterator[tuple[Token, Token]]":
    """Pairs (child, head) from a token up to the root of its sentence."""
    while token.head != token:
        yield token, token.head
        token = token.head


def reports_over(token: "Token", found: list[Report]) -> list[Report]:
    """The reports whose content holds `token`, innermost first."""
    by_cue = {report.cue.i: report for report in found}
    over = []
    for child, head in ancestors(token):
        report = by_cue.get(head.i)
        if report is not None and report.frame != "preposition" and _is_content(child, head, report):
            over.append(report)
    over.extend(_prepositions_over(token, found))
    return over


def _is_content(child: "Token", cue: "Token", report: Report) -> bool:
    dep = child.dep_
    if dep in _NEVER_CONTENT or child == report.speaker:
        return False
    if report.frame == "noun":
        return child.i > cue.i and dep in ("acl", "prep", "relcl", "appos", "ccomp", "advcl")
    lemma = cue.lemma_.lower()
    if child.i < cue.i:
        return dep in _CLAUSE_BEFORE and lemma in words("speech", "say")
    if dep == "conj":
        return any(grand.dep_ in ("nsubj", "nsubjpass") for grand in child.children) and (
            lemma in words("speech", "say")
        )
    if dep in ("ccomp", "parataxis"):
        return lemma in words("speech", "say") or lemma in words("speech", "act")
    if lemma in words("speech", "act"):
        return True
    return dep in ("advcl", "prep", "dep", "xcomp")


def _prepositions_over(token: "Token", found: list[Report]) -> list[Report]:
    """Reports of the "according to" kind, which hold the clause that they are hung on."""
    heads = {token.i} | {head.i for _, head in ancestors(token)}
    return [
        report
        for report in found
        if report.frame == "preposition"
        and (report.cue.head.i in heads or report.cue.head.i == token.i)
        and not _below(token, report.cue)
    ]


def _below(token: "Token", top: "Token") -> bool:
    return any(head == top for _, head in ancestors(token))
