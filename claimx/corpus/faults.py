"""What is wrong in a corpus, and where: one value a fault, collected so that none hides another."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault.

    Attributes:
        file: the file's path relative to the corpus, with forward slashes.
        place: the claim, entity or line in it; empty for the whole file.
        message: what is there, what was expected.
    """

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.message) if part)


@dataclass(slots=True)
class Faults:
    """A collector for one file; `at` narrows it to a place and shares what was found."""

    file: str
    place: str = ""
    found: list[Fault] = field(default_factory=list)

    def at(self, place: str) -> "Faults":
        """The same collector, for a place in the file."""
        return Faults(self.file, place, self.found)

    def add(self, message: str) -> None:
        """Note a fault at this place."""
        self.found.append(Fault(self.file, self.place, message))
