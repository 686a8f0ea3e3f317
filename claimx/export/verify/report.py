"""What a verification looked at, and what it found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: where, and what, in one sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Report:
    """Counts of what was checked, and the faults.

    Attributes:
        documents, claims, spans, ids, hashes, parts: how many were checked.
        faults: in the order in which they were found; none means that everything was proven.
        notes: sentences about what is unlike and no fault.
    """

    documents: int = 0
    claims: int = 0
    spans: int = 0
    ids: int = 0
    hashes: int = 0
    parts: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, where: str, what: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(where, what))

    def summary(self) -> str:
        """One line of counts."""
        return (
            f"checked {self.documents} documents, {self.claims} claims: {self.hashes} hashes of "
            f"texts, {self.spans} spans, {self.ids} claim ids, {self.parts} checksums of files"
        )
