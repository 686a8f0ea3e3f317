"""What HRDsAttack asks of an article: one record of fields, and victims with their attributes."""

from dataclasses import dataclass, field

VIOLATIONS = (
    "arbitrary detention",
    "enforced disappearance",
    "kidnapping",
    "killing",
    "torture",
    "other",
    "unknown",
)
DATE_FIELDS = ("year", "month", "day")
PLACE_FIELDS = ("country", "region", "city")
UNTOLD = "insufficient information"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Victim:
    """A victim with a name.

    Attributes:
        name: as the article writes it.
        types: of "journalist", "human rights defender", "trade unionist", or `UNTOLD` alone.
        sex: "man", "woman", "other" or "unknown".
        age: "adult", "child", "other" or "unknown".
    """

    name: str
    types: frozenset[str] = frozenset((UNTOLD,))
    sex: str = "unknown"
    age: str = "unknown"


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one article; None where it does not tell.

    `year` and `day` are plain numbers as text ("2021", "9"), `month` an English name.
    """

    perpetrator_mention: bool = False
    perpetrator_type: str | None = None
    violations: frozenset[str] = frozenset()
    year: str | None = None
    month: str | None = None
    day: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None
    victims: tuple[Victim, ...] = ()

    def told(self, name: str) -> str | None:
        """A field of one value by its name, such as "country"."""
        value: str | None = getattr(self, name)
        return value


@dataclass(frozen=True, slots=True)
class Filled:
    """A record made from claims.

    Attributes:
        record: the best guess for every field. The paper's metric never rewards an empty answer,
            so a guess costs nothing there.
        guessed: the fields of `record` that the article hardly supports; the null-aware metric
            takes them as empty.
    """

    record: Record
    guessed: frozenset[str] = field(default_factory=frozenset)
