"""Claims as the role fillers of MUC-4.

Who is killed, wounded, kidnapped or threatened in a claim and has a name is a victim; who does it
is a perpetrator: an organisation where the name is a body's, else an individual. Our claims have
no type for things that are blown up or burnt, nor a role for arms: see `things.py`. A text without
an attack that is told as a single event gives nothing.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimx.bench.hrdsattack.people import bare_name
from claimx.bench.muc4.data import ROLES, Entity
from claimx.bench.muc4.things import find_targets, find_weapons
from claimx.bench.muc4.tree import bare, distinct, hangs_on, phrases
from claimx.bench.muc4.vocabulary import table, words
from claimx.claim import Claim, Document
from claimx.claim import Entity as Known
from claimx.entities.words import given_names
from claimx.language import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

UNDERGONE = ("dobj", "nsubjpass", "pobj", "appos", "conj", "poss", "compound")
MOST_PERPETRATORS = 2  # kinds of people that one text blames, as a rule
MOST_BODIES = 1
SUBJECT_REACH, AGENT_REACH = 2, 3  # steps from the doer up to the act: "carried out by" has more


def find_fillers(document: Document, analysis: Analysis) -> dict[str, tuple[Entity, ...]]:
    """For each role its entities, each one mention; all empty where no attack is told.

    Args:
        document: the claims of the text.
        analysis: the parse of the same text.
    """
    attacks = [claim for claim in document.claims if _is_attack(claim)]
    weapons = find_weapons(analysis)
    if not attacks and not weapons:
        return {role: () for role in ROLES}
    individuals, bodies = _perpetrators(document, attacks, analysis)
    targets, victims = find_targets(analysis), _victims(document, attacks, analysis)
    return {
        "PerpInd": distinct(_commonest(individuals, MOST_PERPETRATORS)),
        "PerpOrg": distinct(_commonest(bodies, MOST_BODIES)),
        "Target": distinct(targets),
        "Victim": distinct(victims),
        "Weapon": distinct(weapons),
    }


def _is_attack(claim: Claim) -> bool:
    told = claim.polarity == "positive" and not claim.generic
    return told and claim.type in table()["attack_types"]


def _victims(document: Document, attacks: Iterable[Claim], analysis: Analysis) -> list[str]:
    """The names of people to whom claims do harm, or who hang on a word of harm as its object."""
    suffered = {arg.entity for claim in attacks for arg in claim.of_role("victim")}
    did = {arg.entity for claim in attacks for arg in claim.of_role("agent")} - suffered
    found = []
    for entity in document.entities:
        if entity.id in did or (entity.kb_id and entity.kind != "person"):
            continue
        name = _full_name(entity)
        if entity.kind != "person" and name.split(" ")[0].lower() not in given_names():
            continue
        if name and (entity.id in suffered or _undergoes(entity, analysis)):
            found.append(name)
    return found


def _full_name(entity: Known) -> str:
    """The longest bare name of a person; "" where there is none of two words."""
    names = [bare_name(mention.text) for mention in entity.mentions]
    name = max(names, key=len, default="")
    return name if " " in name else ""


def _undergoes(entity: Known, analysis: Analysis) -> bool:
    for mention in entity.mentions:
        tokens = analysis.tokens(mention)
        if tokens is not None and tokens.root.pos_ == "PROPN":
            root = tokens.root
            if root.dep_ in UNDERGONE and hangs_on(root, words("harms")):
                return True
    return False


def _perpetrators(
    document: Document, attacks: Iterable[Claim], analysis: Analysis
) -> tuple[Counter[str], Counter[str]]:
    """Individuals and bodies that do the attacks, with how often they are told to."""
    known = {entity.id: entity for entity in document.entities}
    individuals: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for claim in attacks:
        for arg in claim.of_role("agent"):
            tokens = analysis.tokens(arg.span)
            if tokens is None or tokens.root.pos_ == "PRON":
                continue
            entity = known.get(arg.entity or "")
            if tokens.root.lemma_.lower() in words("attackers") or _is_named_person(tokens, entity):
                individuals[bare(tokens)] += 2
            elif tokens.root.lower_ in words("forces"):
                bodies[bare(tokens)] += 1
    for phrase in phrases(analysis):
        if phrase.root.lemma_.lower() in words("attackers") and _acts(phrase.root):
            individuals[bare(phrase)] += 1
    if individuals or bodies:
        bodies += Counter({name: 1 + count for name, count in _armed_bodies(analysis).items()})
    return individuals, bodies


def _acts(token: "Token") -> bool:
    """Whether a noun is who attacks: the subject of the act, after "by", or who claims it."""
    if token.dep_ == "nsubj":
        claims = token.head.lemma_ == "claim"
        return claims or hangs_on(token, words("harms") | words("acts"), SUBJECT_REACH)
    by = token.dep_ == "pobj" and token.head.lower_ == "by"
    return by and hangs_on(token, words("harms") | words("strikes"), AGENT_REACH)


def _is_named_person(tokens: "Phrase", entity: Known | None) -> bool:
    return entity is not None and entity.kind == "person" and tokens.root.pos_ == "PROPN"


def _armed_bodies(analysis: Analysis) -> Counter[str]:
    """The armed groups that a text names, by acronym or in full, with how often."""
    found: Counter[str] = Counter()
    for phrase in phrases(analysis):
        alone = [token.text for token in phrase if token.lower_ in words("armed_alone")]
        found.update(alone)
        said = {token.lower_ for token in phrase}
        if not alone and said & words("armed") and phrase.root.pos_ == "PROPN":
            found[bare(phrase)] += 1
    return found


def _commonest(found: Counter[str], most: int) -> list[str]:
    return [name for name, _ in found.most_common(most)]
