"""Claims as events, court cases, designations and notes of FollowTheMoney, with their links."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from claimx.claim import Argument, Claim
from claimx.export.followthemoney.maker import Maker, dates, mapping, stable_id
from claimx.export.followthemoney.people import People
from claimx.export.status import crosswalk, happened, plover_of, status_of

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

LINKED = ("agent", "victim")
PLACES = ("place", "origin", "destination")


class Acts:
    """Maps the claims of one document."""

    def __init__(self, maker: Maker, people: People) -> None:
        self.maker = maker
        self.people = people

    def of(self, claim: Claim) -> Iterator["EntityProxy"]:
        """What a claim becomes: an event with its links, or a note; and where it stands.

        An act that is denied, possible, planned, demanded or generic is a note. A case at law
        has a `CourtCase` beside its event, a designation a `Sanction`.
        """
        main = self._event(claim) if happened(claim) else self._note(claim)
        yield main
        yield self.maker.make(
            "Documentation",
            stable_id("documentation", main.id),
            document=self.maker.id,
            entity=main.id,
            role="claim",
            date=self.maker.document.published,
            **self._evidence(claim),
        )
        yield from self._speaker(claim, main)
        if not happened(claim):
            return
        for arg in _linked(claim):
            yield self._link(claim, self.people.of(arg), main, arg.role)
        if claim.type in mapping()["courts"]["types"]:
            yield from self._case(claim, main)
        if _is_designation(claim):
            yield from self._designations(claim)

    def _event(self, claim: Claim) -> "EntityProxy":
        fillers = [(arg, self.people.of(arg)) for arg in _linked(claim)]
        bodies = [(arg, proxy) for arg, proxy in fillers if proxy.schema.is_a("LegalEntity")]
        organisers = [p.id for arg, p in bodies if claim.type == "PROTEST" and arg.role == "agent"]
        return self.maker.make(
            "Event",
            stable_id("claim", claim.id),
            involved=[proxy.id for _, proxy in bodies],
            organizer=organisers,
            location=[arg.span.text for arg in claim.args if arg.role in PLACES],
            addressEntity=list(self._addresses(claim)),
            description=_describe(claim),
            **self._title(claim),
            **self._evidence(claim),
            **dates(claim),
        )

    def _note(self, claim: Claim) -> "EntityProxy":
        return self.maker.make(
            "Note",
            stable_id("claim", claim.id),
            entity=[self.people.of(arg).id for arg in _linked(claim)],
            description=_describe(claim),
            **self._title(claim),
            **self._evidence(claim),
        )

    def _title(self, claim: Claim) -> dict[str, Any]:
        status = status_of(claim)
        act = claim.type.replace("_", " ").lower()
        whom = ", ".join(arg.name or arg.span.text for arg in claim.of_role("victim"))
        name = f"{act} of {whom}" if whom else act
        plover, mode = plover_of(claim)
        codes = {"plover": plover, "plover mode": mode}
        codes["huridocs"] = crosswalk(claim.type, "huridocs")
        told = [f"{standard}: {code}" for standard, code in codes.items() if code]
        return {
            "name": name[0].upper() + name[1:]
            if status == "asserted"
            else f"{status.capitalize()}: {name}",
            "keywords": [claim.type, f"status: {status}", *told],
        }

    def _evidence(self, claim: Claim) -> dict[str, Any]:
        quote = claim.sentence or claim.trigger
        return {
            "summary": quote.text,
            "recordId": claim.id,
            "notes": [
                f"document {claim.doc_id}, characters {quote.start} to {quote.end}",
                f"trigger “{claim.trigger.text}” at {claim.trigger.start}",
                f"claim {claim.id} by {claim.extractor}, confidence {claim.confidence:.2f}",
            ],
        }

    def _addresses(self, claim: Claim) -> Iterator[str]:
        for arg in claim.args:
            proxy = self.people.made.get(arg.entity or "")
            if arg.role in PLACES and proxy is not None and proxy.schema.name == "Address":
                yield proxy.id

    def _link(
        self, claim: Claim, subject: "EntityProxy", act: "EntityProxy", role: str
    ) -> "EntityProxy":
        return self.maker.make(
            "UnknownLink",
            stable_id("link", subject.id, act.id, role),
            subject=subject.id,
            object=act.id,
            role=role,
            status=status_of(claim),
            **self._evidence(claim),
            **dates(claim),
        )

    def _speaker(self, claim: Claim, act: "EntityProxy") -> Iterator["EntityProxy"]:
        if claim.source is not None:
            yield self._link(claim, self.people.of(claim.source), act, "source")

    def _case(self, claim: Claim, event: "EntityProxy") -> Iterator["EntityProxy"]:
        """A case for each claim: whether two claims speak of one case is not decided here."""
        told = mapping()["courts"]
        case = self.maker.make(
            "CourtCase",
            stable_id("case", claim.id),
            court=[a.span.text for a in claim.of_role("agent") if _has(a, told["words"])],
            type=claim.type.lower(),
            status=status_of(claim),
            fileDate=dates(claim).get("date") if claim.type == "CHARGE" else None,
            description=_describe(claim),
            **self._title(claim),
            **self._evidence(claim),
        )
        yield case
        yield self._link(claim, case, event, "case")
        for arg in _linked(claim):
            role = "defendant" if arg.role == "victim" else _party(arg)
            party = self.people.of(arg)
            yield self.maker.make(
                "CourtCaseParty",
                stable_id("party", case.id, party.id, role),
                case=case.id,
                party=party.id,
                role=role,
                status=status_of(claim),
                **self._evidence(claim),
                **dates(claim),
            )

    def _designations(self, claim: Claim) -> Iterator["EntityProxy"]:
        for arg in claim.of_role("victim"):
            entity = self.people.of(arg)
            if entity.schema.is_a("LegalEntity"):
                yield self.maker.make(
                    "Sanction",
                    stable_id("sanction", claim.id, entity.id),
                    entity=entity.id,
                    authority=[a.name or a.span.text for a in claim.of_role("agent")],
                    reason=[a.span.text for a in claim.args if a.role in ("cause", "charge")],
                    status=status_of(claim),
                    **self._evidence(claim),
                    **dates(claim),
                )


def _linked(claim: Claim) -> list[Argument]:
    return [arg for arg in claim.args if arg.role in LINKED]


def _describe(claim: Claim) -> str:
    """The claim in one line: how it is meant, and every role with its words."""
    parts = [f"{arg.role}: {arg.span.text}" for arg in claim.args]
    if claim.source is not None:
        parts.append(f"said by: {claim.source.span.text}")
    if claim.when is not None:
        parts.append(f"when: {claim.when.value} ({claim.when.basis})")
    return "; ".join([f"status: {status_of(claim)}", *parts])


def _has(arg: Argument, words: list[str]) -> bool:
    return not set(words).isdisjoint(arg.span.text.casefold().split())


def _party(arg: Argument) -> str:
    parties: dict[str, list[str]] = mapping()["courts"]["parties"]
    return next((role for role, words in parties.items() if _has(arg, words)), "authority")


def _is_designation(claim: Claim) -> bool:
    told = mapping()["designations"]
    if status_of(claim) != "asserted":
        return False
    words = claim.trigger.text.casefold()
    worded = claim.type in told["worded_types"] and any(word in words for word in told["words"])
    return worded or claim.type in told["types"]
