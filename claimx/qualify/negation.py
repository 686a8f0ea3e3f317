"""Whether an act is said not to have happened: negation cues and their reach, by the parse."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimx.qualify.cues import table, words
from claimx.qualify.denials import denial_cues
from claimx.qualify.failures import failure_cues, foiling_cues, is_failed
from claimx.qualify.governors import governs
from claimx.qualify.scope import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.qualify.anchors import Anchor

_RAISING = frozenset(
    {"possible", "true", "believe", "think", "appear", "seem", "expect", "suppose"}
)
_DETERMINERS = frozenset({"det", "advmod", "preconj"})
_LET_ALONE = 3  # how many tokens before an act "let alone" may end
_UNDOING = frozenset({"dobj", "nsubjpass", "of", "on"})


def negations_of(anchor: "Anchor", unreal: bool) -> "list[Token]":
    """The negations of a claim, nearest first, but for those that its trigger names the act with.

    "never seen again" is a disappearance; "not allowed to travel", where the verb itself would
    tell that a ban was undone, is none that was.
    """
    head, proposal = anchor.head, anchor.proposal
    cues = negation_cues(head, anchor.links, proposal.type, unreal)
    if undoes(head, proposal.type):
        return cues
    start, end = proposal.trigger.start - anchor.offset, proposal.trigger.end - anchor.offset
    return [cue for cue in cues if not start <= cue.idx < end]


def negation_cues(head: "Token", links: Sequence[Link], type_: str, unreal: bool) -> "list[Token]":
    """The cues that negate an act, nearest first; an even number cancels out.

    Args:
        head: the trigger's head.
        links: from `claimx.qualify.scope.climb`.
        type_: the claim's type, for acts that a verb undoes ("lifted the ban").
        unreal: the act is demanded, planned or possible, so that "stop" and "end" negate it.
    """
    found = [*_let_alone(head), *_beside(head)]
    if undoes(head, type_):
        found.append(head)
    found.extend(child for child in head.children if is_failed(child))
    found.extend(child for child in head.children if _is_undone_after(child, type_))
    for link in links:
        found.extend(_above(link, type_, unreal))
    found.extend(denial_cues(head, links, type_))
    found.extend(failure_cues(head, links))
    if not found:
        found.extend(foiling_cues(head))
    return _told_once(list(dict.fromkeys(found)))


def undoes(head: "Token", type_: str) -> bool:
    """Whether a trigger itself says that the act was undone ("was allowed to reopen")."""
    return head.lemma_.lower() in table("factuality")["undoing"].get(type_, ())


def _told_once(cues: "list[Token]") -> "list[Token]":
    """The cues without those that only say again what another says, so that they do not cancel.

    A failed try beside another cue ("escaped a kidnap attempt"), a second plain negation ("none
    has yet been", "not suspended, let alone charged"), a verdict beside a denial ("dismissed the
    reports as untrue").
    """
    kept: list[Token] = []
    told: set[str] = set()
    for cue in [cue for cue in cues if not _is_try(cue)] or cues[:1]:
        kind = _kind(cue)
        if kind not in told:
            kept.append(cue)
        if kind is not None:
            told.add(kind)
    return kept


def _is_try(cue: "Token") -> bool:
    return is_failed(cue) or cue.lemma_.lower() in words("factuality", "tries")


def _kind(cue: "Token") -> str | None:
    if cue.lower_ in words("factuality", "plain"):
        return "plain"
    verdict = cue.lower_ in words("factuality", "untrue")
    return "denial" if verdict or cue.lemma_.lower() in words("factuality", "rejecting") else None


def _above(link: Link, type_: str, unreal: bool) -> "Iterator[Token]":
    lemma = link.governor.lemma_.lower()
    if link.relation in words("factuality", "negative_prepositions"):
        if link.reached and link.child.lemma_.lower() not in words("factuality", "fears"):
            yield link.child.head
    elif lemma == "do" and link.relation == "with" and link.governor.head.lower_ == "nothing":
        yield link.governor.head
    elif lemma == "put" and link.relation == "to" and _puts_an_end(link.governor):
        yield link.governor
    elif (
        governs("negative", link)
        and link.reached
        and not _keeps(lemma, type_)
        and not _is_under_way(link)
    ):
        if unreal or lemma not in words("factuality", "negative_when_unreal"):
            yield link.governor
            if lemma in words("factuality", "rejecting"):  # "did not deny that"
                yield from (child for child in link.governor.children if child.dep_ == "neg")
    elif _is_object(link) and lemma in table("factuality")["undone"].get(type_, ()):
        yield link.governor
    about = link.relation == "nsubj" and lemma in ("be", "have")
    if (link.carries and not about) or (link.relation == "ccomp" and lemma in _RAISING):
        yield from _beside(link.governor)
        yield from (child for child in link.governor.children if is_failed(child))


def _is_object(link: Link) -> bool:
    """Whether the act is what is done to, as in "the ban lifted last year"."""
    verb = link.governor
    absolute = link.relation == "nsubj" and (verb.tag_ == "VBN" or verb.dep_ == "pcomp")
    return link.relation in _UNDOING or absolute


def _is_undone_after(child: "Token", type_: str) -> bool:
    """A relative clause that undoes the act: "a ban that was lifted"."""
    return child.dep_ in ("relcl", "acl") and (
        child.lemma_.lower() in table("factuality")["undone"].get(type_, ()) and child.tag_ == "VBN"
    )


def _is_under_way(link: Link) -> bool:
    """An attempt in the present may still come off: "troops are trying to free them"."""
    return link.governor.lemma_.lower() in ("try", "attempt") and is_present(link.governor)


def is_present(verb: "Token") -> bool:
    """Whether a verb stands in the present, simple or progressive."""
    if verb.tag_ == "VBG":
        return any(child.dep_ == "aux" and child.tag_ in ("VBZ", "VBP") for child in verb.children)
    return verb.tag_ in ("VBZ", "VBP")


def _puts_an_end(verb: "Token") -> bool:
    return any(
        child.dep_ == "dobj" and child.lower_ in ("end", "stop", "halt") for child in verb.children
    )


def is_kept(anchor: "Anchor") -> bool:
    """Whether a verb over the act turns it down and leaves it all the same."""
    type_ = anchor.proposal.type
    return any(_keeps(link.governor.lemma_.lower(), type_) for link in anchor.links)


def _keeps(lemma: str, type_: str) -> bool:
    """Whether the act stays as it is: "denied the charges" leaves them brought."""
    return lemma in table("factuality")["kept"].get(type_, ())


def _beside(token: "Token") -> "Iterator[Token]":
    """Negations among a token's own words: "not", "no arrest", "no one was", "yet to be"."""
    if token.dep_ == "conj":
        yield from (child for child in token.head.children if child.lower_ == "nor")
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or (
            child.dep_ in _DETERMINERS and lower in ("no", "never", "neither")
        ):
            if not _is_not_only(child):
                yield child
        elif (lower == "longer" and any(c.lower_ == "no" for c in child.children)) or (
            lower == "yet" and _next_is(child, "to")
        ):
            yield child
        elif child.dep_ in ("nsubj", "nsubjpass", "agent", "dobj"):
            subject = _negative_party(child)
            if subject is not None:
                yield subject
    yield from _yet(token)


def _yet(token: "Token") -> "Iterator[Token]":
    """The "yet" of "has yet to be freed", which the parse hangs over the act."""
    if token.head.lower_ in ("have", "has", "is", "are") and _next_is(token.head, "yet"):
        yet = token.doc[token.head.i + 1]
        if _next_is(yet, "to"):
            yield yet


def _let_alone(token: "Token") -> "Iterator[Token]":
    before = token.doc[max(0, token.i - _LET_ALONE) : token.i]
    for word in before:
        if word.lower_ == "alone" and word.i and word.nbor(-1).lower_ == "let":
            yield word


def _negative_party(subject: "Token") -> "Token | None":
    """The word that makes nobody of those who act or suffer: "no one", "none of the drivers"."""
    negative = words("factuality", "negative_subjects")
    if subject.lower_ in negative:
        return subject
    negations = (c for c in subject.children if c.dep_ in ("det", "neg") and c.lower_ in negative)
    return next((negation for negation in negations if not _is_not_only(negation)), None)


def _is_not_only(negation: "Token") -> bool:
    """Whether the act stays: "not only", "no fewer than", "not until", "should not have been"."""
    after, doc, verb = negation.i + 1, negation.doc, negation.head
    if after < len(doc) and doc[after].lower_ in words("factuality", "not_only"):
        return True
    below = [child.lower_ for child in verb.children]
    until = any(
        c.lower_ == "until" or (c.dep_ == "advcl" and any(m.lower_ == "until" for m in c.children))
        for c in verb.rights
    )
    past = not any(
        c.dep_ == "aux" and c.lower_ in ("will", "wo", "'ll", "’ll") for c in verb.children
    )
    return (until and past) or ("have" in below and ("should" in below or "ought" in below))


def _next_is(token: "Token", word: str) -> bool:
    after = token.i + 1
    return after < len(token.doc) and token.doc[after].lower_ == word
