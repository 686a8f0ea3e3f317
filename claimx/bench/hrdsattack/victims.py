"""Who the victims of an attack are: the named people to whom the claims say it was done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from claimx.bench.hrdsattack.attributes import occupation_words
from claimx.bench.hrdsattack.people import Person, people
from claimx.bench.hrdsattack.weigh import damp, score, threshold
from claimx.bench.hrdsattack.words import table, words
from claimx.claim import Claim, Document
from claimx.entities.knowledge_base import KnowledgeBase

LEAD = 1000  # characters from the start that a reader would call the top of the article
BESIDE = 30  # characters between two names of one list
HARM = ("held", "killed", "dead", "taken", "tortured", "hurt", "judged")
VIOLENCE = ("killed", "taken")


def find_victims(document: Document, base: KnowledgeBase) -> list[Person]:
    """The named victims, in order of their first mention; [] where nobody is named.

    A name that stands within another chosen name is left out, as it means the same person.
    """
    sure = threshold("victim")
    chosen = [
        person for person, found in victim_reasons(document, base) if score("victim", found) >= sure
    ]
    names = [person.name for person in chosen]
    return [
        person
        for person in chosen
        if not any(person.name in other and person.name != other for other in names)
    ]


def victim_reasons(
    document: Document, base: KnowledgeBase
) -> list[tuple[Person, dict[str, float]]]:
    """Each named person of a document with what speaks for its being a victim."""
    persons = people(document, base)
    roles = _roles(document.claims)
    acts = Counter(_act(claim) for claim in document.claims if not claim.generic)
    violent = sum(acts[act] for act in VIOLENCE) / max(1, sum(acts[act] for act in HARM))
    longest = max((len(person.mentions) for person in persons), default=1)
    beside = _beside(document, persons, roles)
    rows = []
    for place, person in enumerate(persons):
        suffered, did, said = (
            [claim for entity in person.ids for claim in role[entity]] for role in roles
        )
        found = _of_claims(suffered, acts, violent)
        harmful = [claim for claim in did if _act(claim) in (*VIOLENCE, "hurt", "tortured")]
        found |= {
            "agent": damp(len(did)),
            "agent_of_harm": damp(len(harmful)),
            "protests": float(any(claim.type == "PROTEST" for claim in did)),
            "speaks": damp(len(said)),
            "speaks_only": float(bool(said) and not suffered),
            "early": 1 / (1 + place),
            "beside_victim": float(person.name in beside),
        }
        found |= _of_sentences(document, person)
        found |= _of_mentions(document, person, longest)
        found |= _of_work(document, person)
        rows.append((person, found))
    _compare(rows)
    return rows


Roles = tuple[dict[str, list[Claim]], dict[str, list[Claim]], dict[str, list[Claim]]]


def _roles(claims: Iterable[Claim]) -> Roles:
    """By entity: the claims that it suffers, those that it commits, those of which it speaks."""
    suffered: dict[str, list[Claim]] = defaultdict(list)
    did: dict[str, list[Claim]] = defaultdict(list)
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for arg in claim.args:
            if arg.entity and arg.role == "victim":
                suffered[arg.entity].append(claim)
            elif arg.entity and arg.role == "agent":
                did[arg.entity].append(claim)
        if claim.source is not None and claim.source.entity:
            said[claim.source.entity].append(claim)
    return suffered, did, said


def _act(claim: Claim) -> str:
    for act, types in table("words.toml")["acts"].items():
        if claim.type in types:
            return str(act)
    return "none"


def _of_claims(claims: Sequence[Claim], top: Counter[str], violent: float) -> dict[str, float]:
    """What was done to a person, by kind of act, and how surely.

    `violent` is the share of killings and kidnappings among the harm of the article: where it is
    high, who was only arrested and tried is rather a suspect.
    """
    told = [claim for claim in claims if not claim.generic]
    acts = Counter(_act(claim) for claim in told)
    found = {f"act_{act}": damp(count) for act, count in acts.items()}
    found |= {f"any_{act}": 1.0 for act in acts}
    found["claims"] = damp(len(told))
    found["any_claim"] = float(bool(told))
    found["confidence"] = max((claim.confidence for claim in told), default=0.0)
    found["asserted"] = float(
        any(claim.modality == "asserted" and claim.polarity == "positive" for claim in told)
    )
    main = top.most_common(1)[0][0] if top else ""
    found["main_act"] = float(main in acts)
    found["only_judged"] = float(bool(told) and set(acts) <= {"judged", "none"})
    found["only_held"] = float(bool(told) and set(acts) <= {"judged", "held", "none", "freed"})
    found["suspect"] = found["only_held"] * violent
    crimes = " ".join(arg.span.text.lower() for claim in told for arg in claim.of_role("charge"))
    found["charged_with_violence"] = float(any(w in crimes for w in words("violent_crimes")))
    with_others = max((len(claim.of_role("victim")) for claim in told), default=0)
    found["listed"] = float(with_others > 2)
    return found


def _of_sentences(document: Document, person: Person) -> dict[str, float]:
    """How often a person is named in a sentence that tells of harm, as victim or not."""
    told = [claim for claim in document.claims if _act(claim) in HARM and claim.sentence]
    near = [
        claim
        for claim in told
        if claim.sentence and any(claim.sentence.overlaps(mention) for mention in person.mentions)
    ]
    acts = Counter(_act(claim) for claim in near)
    return {
        "harm_sentences": damp(len({claim.sentence for claim in near})),
        "in_harm_sentence": float(bool(near)),
        **{f"near_{act}": 1.0 for act in acts},
    }


def _beside(document: Document, persons: Sequence[Person], roles: Roles) -> frozenset[str]:
    """Names that stand in one list with the name of somebody to whom harm was done."""
    spans = sorted(
        (mention, person)
        for person in persons
        for mention in person.mentions
        if person.name.split()[-1] in mention.text
    )
    sure = {p.name for p in persons if any(_act(c) in HARM for e in p.ids for c in roles[0][e])}
    found: set[str] = set()
    links = [
        (one.name, two.name)
        for (left, one), (right, two) in pairwise(spans)
        if one is not two and _is_list(document.text[left.end : right.start])
    ]
    for one, two in [*links, *((right, left) for left, right in reversed(links))]:
        if one in sure | found:
            found.add(two)
    return frozenset(found)


def _is_list(between: str) -> bool:
    """Whether the text between two names makes them members of one list."""
    text = between.strip().lower()
    return (
        len(between) <= BESIDE and "\n" not in between and text.startswith((",", ";", "and", "&"))
    )


def _of_mentions(document: Document, person: Person, longest: int) -> dict[str, float]:
    """How much the article is about a person."""
    first = person.mentions[0].start if person.mentions else len(document.text)
    return {
        "in_title": float(first < len(document.title or "")),
        "in_lead": float(first < LEAD),
        "mentions": damp(len(person.mentions)),
        "share": len(person.mentions) / longest,
        "single_word": float(" " not in person.name),
        "tagged_as_body": float(all(entity.kind != "person" for entity in person.entities)),
    }


def _of_work(document: Document, person: Person) -> dict[str, float]:
    """What a person does, as far as it makes a victim or an official."""
    said = occupation_words(document, person)
    told = ("journalist", "defender", "unionist", "official", "speaker", "child")
    return {
        **{name: float(bool(said & words(name))) for name in told},
        "known": float(any(entity.kb_id for entity in person.entities)),
    }


def _compare(rows: Sequence[tuple[Person, dict[str, float]]]) -> None:
    """Add how a person stands to the others: who suffers most is the likeliest victim."""
    most = max((found["claims"] for _, found in rows), default=0.0)
    for _, found in rows:
        found["of_most_claims"] = found["claims"] / most if most else 0.0
        found["most_claims"] = float(most > 0 and found["claims"] == most)
