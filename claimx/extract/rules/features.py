"""What the rules look at: named features of a trigger in its sentence, and of its fillers.

Each feature is a short string; its weight stands in the weights file, so that every decision can
be read as a sum of named reasons.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimx.extract.rules.syntax import is_passive
from claimx.extract.rules.wordclass import word_class, word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.extract.rules.fillers import Filler
    from claimx.extract.rules.triggers import Trigger
    from claimx.language import Analysis

SUBJECT_VICTIM = frozenset({"DEATH", "DISAPPEARANCE", "FLIGHT"})
THING = frozenset({"BAN", "SEARCH_SEIZURE", "SANCTION", "SANCTION_RELIEF"})
JUSTICE = frozenset({"CHARGE", "TRIAL", "CONVICTION", "SENTENCE", "ACQUITTAL", "PARDON"})
SHORT_TEXT = 80
SETTINGS = ((12, "rich"), (7, "some"), (4, "few"), (2, "hardly"), (0, "none"))
CONJUNCTION = re.compile(r"(?:>conj|>appos)+$|^(?:<conj)+")
WORD = re.compile(r":\w+")


def frame(claim_type: str) -> str:
    """A coarse family of types that share how their arguments are told."""
    if claim_type in SUBJECT_VICTIM:
        return "undergo"
    if claim_type in THING:
        return "thing"
    if claim_type in JUSTICE:
        return "justice"
    return "protest" if claim_type == "PROTEST" else "act"


def trigger_features(trigger: "Trigger", context: frozenset[str], setting: str) -> list[str]:
    """Features that tell whether a lexicon match claims something here, and of which type.

    Args:
        trigger: the match.
        context: words of the sentence that `context_words` keeps.
        setting: what kind of document it stands in, from `document_setting`.
    """
    root = trigger.root
    key = f"{trigger.kind}:{trigger.base}"
    children = list(root.children)
    names = [f"K={trigger.kind}", f"B={key}", f"T={trigger.type}", f"dep={root.dep_}"]
    names += [f"B+dep={key}|{root.dep_}", f"tag={root.tag_}", f"B+tag={key}|{root.tag_}"]
    names += [f"T+dep={trigger.type}|{trigger.kind}|{root.dep_}"]
    for child in children:
        names += _child_features(child, key, trigger)
    if is_passive(root):
        names += ["passive", f"B+passive={key}"]
    names += _head_features(root, key, trigger)
    names += [f"ctx={word}" for word in context]
    names += [f"B+ctx={key}|{word}" for word in context]
    names += _surroundings(trigger, key)
    names += [f"setting={setting}", f"setting+K={setting}|{trigger.kind}"]
    return names


def _shown(token: "Token") -> str:
    """The word of a token; white space as one sign, since features are stored one a line."""
    return "_" if token.is_space else token.lower_


def _child_features(child: "Token", key: str, trigger: "Trigger") -> list[str]:
    dep = child.dep_
    if dep in {"punct", "aux", "auxpass"}:
        return [f"aux={child.lower_}", f"B+aux={key}|{child.lower_}"] if dep != "punct" else []
    kind = word_class(child)
    names = [
        f"kid={trigger.kind}|{dep}",
        f"B+kid={key}|{dep}",
        f"kid+class={trigger.kind}|{dep}|{kind}",
    ]
    if dep in {"prep", "agent"}:
        names += [f"B+prep={key}|{child.lower_}", f"T+prep={trigger.type}|{child.lower_}"]
        for grandchild in child.children:
            names.append(f"T+prep+class={trigger.type}|{child.lower_}|{word_class(grandchild)}")
            names.append(f"prep+word={child.lower_}|{_shown(grandchild)}")
            names.append(f"B+pobj={key}|{_shown(grandchild)}")
    elif dep in {
        "det",
        "amod",
        "compound",
        "neg",
        "prt",
        "dobj",
        "nsubj",
        "nsubjpass",
        "poss",
        "advmod",
    }:
        names += [f"word={dep}|{child.lower_}", f"B+word={key}|{dep}|{child.lower_}"]
        names.append(f"T+class={trigger.type}|{dep}|{kind}")
    return names


def _head_features(root: "Token", key: str, trigger: "Trigger") -> list[str]:
    head = root.head
    if head is root or head.i == root.i:
        return ["head=ROOT", f"B+head={key}|ROOT"]
    word = head.lemma_.lower()
    names = [f"head={trigger.kind}|{root.dep_}|{word}", f"B+head={key}|{word}"]
    names.append(f"headclass={trigger.kind}|{root.dep_}|{word_class(head)}")
    if head.dep_ in {"pobj", "pcomp", "prep"} or root.dep_ in {"pobj", "pcomp"}:
        upper = head.head.lemma_.lower()
        names.append(f"upper={trigger.kind}|{head.lower_}|{upper}")
        names.append(f"T+upper={trigger.type}|{upper}")
    if not any(child.dep_ not in {"punct", "det", "amod"} for child in root.children):
        first = next((child.lower_ for child in root.children if child.dep_ == "det"), "none")
        names += [f"lone={trigger.kind}|{first}", f"B+lone={key}|{first}"]
    return names


def _surroundings(trigger: "Trigger", key: str) -> list[str]:
    doc = trigger.root.doc
    sentence = trigger.root.sent
    names = []
    if trigger.first > sentence.start:
        word = _shown(doc[trigger.first - 1])
        names += [f"before={word}", f"B+before={key}|{word}"]
    else:
        names.append("first")
    if trigger.last + 1 < sentence.end:
        word = _shown(doc[trigger.last + 1])
        names += [f"after={word}", f"B+after={key}|{word}"]
    token = doc[trigger.first]
    if token.is_title and trigger.first > sentence.start:
        named = token.ent_type_ or "O"
        names += [f"title={trigger.kind}|{named}", f"title+dep={token.dep_}|{named}"]
    if not sentence[-1].is_punct:
        names.append(f"headline={trigger.kind}")
    return names


class Governing(NamedTuple):
    """What holds of a trigger whatever the filler: read once for all of them."""

    part: str
    voice: str
    slots: str

    @classmethod
    def of(cls, root: "Token") -> "Governing":
        """Of the trigger with this root."""
        return cls(root.pos_, "pas" if is_passive(root) else "act", own_slots(root))


def filler_features(
    filler: "Filler",
    trigger: "Trigger",
    others: Sequence["Trigger"],
    governing: Governing | None = None,
) -> list[str]:
    """Features that tell which role, if any, a filler plays for a trigger.

    Args:
        filler: the candidate.
        trigger: the trigger.
        others: the other triggers of the sentence; an act that stands between, or nearer,
            usually owns the filler.
        governing: of the trigger's root; read anew where it is None.
    """
    kind, way = filler.kind, filler.path
    family, claim_type = frame(trigger.type), trigger.type
    part, voice, slots = governing or Governing.of(trigger.root)
    short, bare = _shortened(way)
    steps = way.count("<") + way.count(">")
    last = way[max(way.rfind("<"), way.rfind(">")) :]
    names = [f"class={kind}", f"class+T={kind}|{claim_type}", f"steps={min(steps, 6)}"]
    names += [f"path={part}|{way}", f"path+F={part}|{way}|{family}", f"path+T={way}|{claim_type}"]
    names += [f"short={part}|{short}|{voice}", f"short+F={part}|{short}|{family}|{voice}"]
    names += [f"short+T+class={short}|{claim_type}|{kind}", f"short+class={short}|{kind}"]
    names += [
        f"bare={part}|{bare}|{voice}",
        f"bare+class={bare}|{kind}",
        f"bare+F+class={bare}|{family}|{kind}",
    ]
    names += [
        f"last+class={last}|{kind}",
        f"last+T={last}|{claim_type}",
        f"last+T+class={last}|{claim_type}|{kind}",
    ]
    names += [f"B+bare={trigger.base}|{bare}|{voice}", f"B+short={trigger.base}|{short}"]
    names += [f"word+T={filler.head.lower_}|{claim_type}", f"word={filler.head.lower_}"]
    distance = filler.head.i - (trigger.last if filler.head.i > trigger.last else trigger.first)
    side = "after" if distance > 0 else "before"
    names.append(f"side={side}|{part}|{kind}")
    names.append(f"far={side}|{min(abs(distance) // 4, 5)}")
    names.append(f"ent={filler.head.ent_type_ or 'O'}|{claim_type}")
    names.append(f"dep={filler.head.dep_}|{kind}|{family}")
    governor = filler.head.head
    if way.endswith(">nsubj") and governor.lemma_ in word_list("speech"):
        names += ["speaker", f"speaker={part}|{family}", f"speaker+T={claim_type}|{bare}"]
    names += [f"own={part}|{bare}|{slots}|{voice}", f"own+F={part}|{short}|{slots}|{family}"]
    names += [f"own+T={bare}|{slots}|{claim_type}", f"own+class={bare}|{slots}|{kind}|{family}"]
    for between in filler.between[:2]:
        word = between.lemma_.lower()
        names += [
            f"via={word}|{bare}",
            f"via+T={word}|{claim_type}|{bare}",
            f"via+class={word}|{kind}",
        ]
    return names + _rivals(filler, trigger, others, part)


@lru_cache(maxsize=4096)
def _shortened(way: str) -> tuple[str, str]:
    """A path without the steps of a list, and that without its words too."""
    short = CONJUNCTION.sub("", way)
    return short, WORD.sub("", short)


def own_slots(root: "Token") -> str:
    """Which participants a trigger has as its own dependents: a taken slot is not filled from afar.

    A relative pronoun is shown with its function ("who" as subject or object), since it tells
    what the noun of the relative clause is to the act.
    """
    slots = set()
    for child in root.children:
        dep = child.dep_
        if dep in {"nsubj", "nsubjpass", "dobj", "poss", "agent"}:
            slots.add(f"{dep}:rel" if child.tag_ in {"WP", "WDT"} else dep)
        elif dep == "prep" and child.lower_ in {"of", "by", "against"}:
            slots.add(child.lower_)
    return "+".join(sorted(slots))


def _rivals(
    filler: "Filler", trigger: "Trigger", others: Sequence["Trigger"], part: str
) -> list[str]:
    roots = {other.root.i: other for other in others}
    names = []
    for token in filler.between:
        rival = roots.get(token.i)
        if rival is not None:
            names += ["through", f"through={frame(rival.type)}|{frame(trigger.type)}"]
            names.append(f"through+way={part}|{WORD.sub('', filler.path)}")
            break
    head = filler.head.head
    if head.dep_ in {"prep", "agent"}:
        head = head.head
    if head.i != trigger.root.i and head.i in roots:
        names.append(f"owned={roots[head.i].type}|{trigger.type}")
    if filler.head.i in roots:
        names.append(f"is_trigger={frame(roots[filler.head.i].type)}|{frame(trigger.type)}")
    first, last = sorted((filler.head.i, trigger.root.i))
    crossed = sum(first < index < last for index in roots)
    names.append(f"crossed={min(crossed, 3)}")
    return names


def context_words(lowered: Sequence[str], wanted: frozenset[str]) -> frozenset[str]:
    """The words of a sentence that tell prison from street and court from press."""
    return wanted.intersection(lowered)


def document_setting(analysis: "Analysis") -> str:
    """How much a document speaks of repression: by the different words of that field that it holds.

    A text of fewer than `SHORT_TEXT` words tells nothing either way ("short").
    """
    words = [token.lower_ for chunk in analysis.chunks for token in chunk.doc if token.is_alpha]
    if len(words) < SHORT_TEXT:
        return "short"
    distinct = len(word_list("repression").intersection(words))
    return next(name for least, name in SETTINGS if distinct >= least)
