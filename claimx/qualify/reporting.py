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
_BEFORE_SPEAKER = frozenset({",", "”", '"', "''", "’"})
_BEFORE_INVERSION = _BEFORE_SPEAKER | {"'", "»"}
_OBJECTS = frozenset({"dobj", "npadvmod", "attr", "oprd"})
_LATER = frozenset({"after", "before", "since", "until", "following"})
_DEEPEST = 60
_OWN_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_NEVER_CONTENT = frozenset(
    {"nsubj", "nsubjpass", "agent", "csubj", "aux", "auxpass", "punct", "mark"}
)


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
    verbs = words("speech", "say") | words("speech", "act") | words("speech", "quote_only")
    verbs |= words("speech", "rejections")
    nouns, prepositions = words("speech", "nouns"), words("speech", "prepositions")
    found = []
    for token in sentence:
        tag = token.pos_
        if (
            tag == "VERB"
            and token.lemma_.lower() in verbs
            and token.dep_ not in ("amod", "compound")
        ):
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
    return _set_off_speaker(verb) or _author(_subject(verb))


def _set_off_speaker(verb: "Token") -> "Token | None":
    """The noun between a comma and the verb (", a rights group said"), whatever the parse says."""
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and doc[at].pos_ in ("AUX", "ADV"):
        at -= 1
    noun = doc[at]
    if noun.pos_ not in ("NOUN", "PROPN") or verb.dep_ in ("relcl", "acl", "amod"):
        return None
    first = noun.left_edge.i
    return noun if first > verb.sent.start and doc[first - 1].text in _BEFORE_SPEAKER else None


def _author(speaker: "Token | None") -> "Token | None":
    """The issuer of a document that speaks: "the group issued a statement saying" is the group."""
    if speaker is None or speaker.lemma_.lower() not in words("speech", "documents"):
        return speaker
    verb = speaker.head
    if verb.dep_ in ("prep", "agent") or speaker.dep_ == "pobj":
        verb = verb.head
    if speaker.dep_ not in ("dobj", "pobj") or verb.pos_ != "VERB":
        return speaker
    return _child(list(verb.children), _SUBJECTS) or speaker


def _subject(verb: "Token") -> "Token | None":
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
    if verb.i == verb.sent.start or verb.nbor(-1).text not in _BEFORE_INVERSION:
        return None
    return _child(list(verb.rights), _OBJECTS)


def _agent(children: "list[Token]") -> "Token | None":
    for child in children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return _child(list(child.children), {"pobj"})
    return None


def _child(children: "list[Token]", deps: "frozenset[str] | set[str]") -> "Token | None":
    return next((c for c in children if c.dep_ in deps and not c.is_punct), None)


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
    """Pairs (child, head) from a token up towards the root of its sentence."""
    for _ in range(_DEEPEST):
        if token.head == token:
            return
        yield token, token.head
        token = token.head


def reports_over(token: "Token", found: list[Report]) -> list[Report]:
    """The reports whose content holds `token`, innermost first."""
    by_cue = {report.cue.i: report for report in found}
    over = []
    for child, head in ancestors(token):
        report = by_cue.get(head.i)
        if (
            report is not None
            and report.frame != "preposition"
            and _is_content(child, head, report)
        ):
            over.append(report)
    over.extend(_prepositions_over(token, found))
    over.extend(report for report in found if _is_as_clause(report.cue, token))
    return over


def _is_as_clause(cue: "Token", token: "Token") -> bool:
    """Whether a token stands in the clause that "as the union said" hangs on."""
    if cue.dep_ != "advcl" or not any(c.lower_ == "as" and c.i < cue.i for c in cue.children):
        return False
    if token == cue.head:
        return True
    heads = [head for _, head in ancestors(token)]
    return cue.head in heads and cue not in heads


def _is_content(child: "Token", cue: "Token", report: Report) -> bool:
    dep = child.dep_
    if dep in _NEVER_CONTENT or child == report.speaker:
        return False
    if report.frame == "noun":
        return child.i > cue.i and dep in ("acl", "prep", "relcl", "appos", "ccomp", "advcl")
    lemma = cue.lemma_.lower()
    if lemma in words("speech", "rejections"):
        return dep == "dobj" and child.lemma_.lower() in words("factuality", "tellings")
    says, acts = lemma in words("speech", "say"), lemma in words("speech", "act")
    if child.i < cue.i:
        return dep in _CLAUSE_BEFORE and says
    if dep == "conj":
        return says and any(grand.dep_ in _OWN_SUBJECT for grand in child.children)
    if dep in ("ccomp", "parataxis"):
        return says or acts
    if dep == "advcl" and lemma in words("speech", "infinitive"):
        return True
    if lemma in words("speech", "object_only") and dep == "dobj":
        return True
    if acts and dep in ("dobj", "xcomp", "attr", "oprd", "dep", "npadvmod"):
        return True
    if dep == "prep" and acts:
        return child.lower_ in words("speech", "content_prepositions")
    return says and dep in ("advcl", "prep", "dep", "xcomp") and child.lower_ not in _LATER


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
