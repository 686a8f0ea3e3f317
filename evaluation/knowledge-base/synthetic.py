"""A made-up dump in Wikidata's real format: one entity a line, about as long as the real ones.

Two thirds of the entities are of classes that an import keeps. Names are two words of two to four
syllables, in Latin and in Cyrillic letters; one entity in twenty bears one of 200 common names, as
people do. Statements are drawn from pools that are made once, so that the dump is made faster than
it is read.
"""

import json
import random
from collections.abc import Iterator

_LATIN = "ma ri ka ta lo ni shu vo dze kov ski ne ro al ben dar yus fa hi sa tsi kha nou gra"
_CYRILLIC = "ма ри ка та ло ни шу во дзе ков ски не ро аль бен дар юс фа хи са ци ха ноу гра"
_LANGUAGES = "en be ru uk pl lt de fr es ar zh ja pt nl sv it"
SYLLABLES = _LATIN.split(), _CYRILLIC.split()
LANGUAGES = _LANGUAGES.split()
KEPT, DROPPED = ("Q5", "Q5", "Q5", "Q7278", "Q515"), ("Q13442814", "Q4167410")
POOL, COMMON, WORDS = 1000, 200, 300_000
EXTERNALS = 10
_COMMON_SHARE = 0.05

Name = tuple[str, str]


class Maker:
    """Makes the lines of entities; the same seed makes the same lines."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.words = [self._word() for _ in range(WORDS)]
        self.common = [self.name() for _ in range(COMMON)]
        self.classes = {
            True: self._pool("P31", [item(one) for one in KEPT]),
            False: self._pool("P31", [item(one) for one in DROPPED]),
        }
        self.countries = self._pool("P27", [item(one) for one in ("Q184", "Q159", "Q212")])
        self.callings = self._pool("P106", [item("Q82955"), item("Q1930187")])
        self.births = self._pool("P569", [born(year) for year in range(1900, 2001)])
        self.externals = [
            f'"P{code}":[{self._statement(f"P{code}", f"x{self.dice.getrandbits(40)}")}]'
            for code in self.dice.choices(range(3000, 9000), k=POOL)
        ]

    def lines(self, entities: int, first: int) -> Iterator[bytes]:
        """A whole dump, its entities numbered from `first`."""
        yield b"[\n"
        for number in range(entities):
            yield self.line(first + number, kept=number % 3 != 2).encode()
            yield b",\n" if number < entities - 1 else b"\n"
        yield b"]\n"

    def line(self, number: int, *, kept: bool) -> str:
        """One entity, of a class that an import keeps or of one that it passes over."""
        draw = self.dice.choice
        latin, cyrillic = draw(self.common) if self.dice.random() < _COMMON_SHARE else self.name()
        languages = LANGUAGES[: self.dice.randint(3, len(LANGUAGES))]
        labels = (_text(one, cyrillic if one in ("be", "ru") else latin) for one in languages)
        descriptions = (_text(one, f"a thing in {one}") for one in languages)
        english = (f'{{"language":"en","value":"{self.name()[0]}"}}' for _ in range(draw(range(5))))
        russian = (f'{{"language":"ru","value":"{self.name()[1]}"}}' for _ in range(draw(range(4))))
        sites = (
            f'"{one}wiki":{{"site":"{one}wiki","title":"{latin}","badges":[]}}'
            for one in LANGUAGES[: draw(range(13))]
        )
        claims = (
            *self.dice.choices(self.externals, k=EXTERNALS),
            f'"P31":[{draw(self.classes[kept])}]',
            f'"P27":[{draw(self.countries)}]',
            f'"P106":[{draw(self.callings)},{draw(self.callings)}]',
            f'"P569":[{draw(self.births)}]',
        )
        return (
            f'{{"type":"item","id":"Q{number}","labels":{{{",".join(labels)}}},'
            f'"descriptions":{{{",".join(descriptions)}}},'
            f'"aliases":{{"en":[{",".join(english)}],"ru":[{",".join(russian)}]}},'
            f'"claims":{{{",".join(claims)}}},"sitelinks":{{{",".join(sites)}}}}}'
        )

    def name(self) -> Name:
        """Two words, in Latin and in Cyrillic letters."""
        (given, given_cyrillic), (family, family_cyrillic) = self.dice.choices(self.words, k=2)
        return f"{given} {family}", f"{given_cyrillic} {family_cyrillic}"

    def _word(self) -> Name:
        length = self.dice.randint(2, 4)
        syllables = self.dice.choices(range(len(SYLLABLES[0])), k=length)
        latin, cyrillic = ("".join(script[one] for one in syllables) for script in SYLLABLES)
        return latin.capitalize(), cyrillic.capitalize()

    def _pool(self, code: str, values: list[object]) -> list[str]:
        return [self._statement(code, self.dice.choice(values)) for _ in range(POOL)]

    def _statement(self, code: str, value: object) -> str:
        """A statement with two references, as the dump writes it."""
        snak = {"snaktype": "value", "property": code, "hash": f"{self.dice.getrandbits(160):040x}"}
        reference = {**snak, "property": "P248", "datavalue": {"value": {"id": "Q36578"}}}
        statement = {
            "mainsnak": {**snak, "datavalue": {"value": value}},
            "type": "statement",
            "rank": "normal",
            "references": [{"hash": snak["hash"], "snaks": {"P248": [reference]}}] * 2,
        }
        return json.dumps(statement, ensure_ascii=False, separators=(",", ":"))


def item(qid: str) -> object:
    """A value that is another entity."""
    return {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}


def born(year: int) -> object:
    """A value that is a day."""
    return {"time": f"+{year}-05-06T00:00:00Z", "precision": 11}


def _text(language: str, value: str) -> str:
    return f'"{language}":{{"language":"{language}","value":"{value}"}}'
