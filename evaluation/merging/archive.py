"""Make a synthetic archive and time its merging: `python evaluation/merging/archive.py`.

Stories of three invented people, told by one to four (`--articles`) articles of twenty claims each;
some are copies of another with a line of their own. Names are drawn from 400 given names and 4,000
surnames, so that namesakes occur, and one name stands in a fifth of all articles, as a president's
does. Dates, terms and counts differ between the articles of a story in one case of five. The same
seed makes the same archive.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from claimx.claim import Argument, Claim, Document, Entity, Source, Span, When
from claimx.merge import merge
from claimx.merge.tables import write_merged
from claimx.qualify.quantity import quantify

# (type, the role of WHO, sentence with the trigger in brackets)
SENTENCES = (
    ("ARREST", "victim", "Police in PLACE [arrested] WHO on DAY, his lawyer SPEAKER said."),
    ("SEARCH_SEIZURE", "victim", "Officers [searched] the flat of WHO and took two telephones."),
    ("TORTURE", "victim", "WHO was [beaten] during the first night, SPEAKER told reporters."),
    ("CHARGE", "victim", "Prosecutors [charged] WHO with spreading false news on DAY."),
    ("TRIAL", "victim", "WHO [stood trial] behind closed doors in PLACE."),
    ("SENTENCE", "victim", "A court in PLACE [sentenced] WHO to TERM in prison on DAY."),
    ("DETENTION", "victim", "WHO has been [held] in PLACE since then."),
    ("RELEASE", "victim", "SPEAKER called for the release: WHO must be [freed] at once."),
    ("PROTEST", "agent", "COUNT people [rallied] in PLACE on DAY."),
    ("ARREST", "victim", "Police [detained] COUNT people at the rally on DAY."),
    ("ASSAULT", "victim", "Officers [beat] the marchers with batons on DAY."),
    ("THREAT", "victim", "Men in plain clothes [threatened] the family of WHO."),
    ("ILL_TREATMENT", "victim", "WHO was [denied] a doctor for nine days."),
    ("DEATH", "victim", "Earlier WHO [died] in custody on DAY."),
)
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
CLAIMS_OF_ARTICLE = 20


class Maker:
    """Draws names, places and stories from one seed."""

    def __init__(self, seed: int, articles: int = 4) -> None:
        self.articles = articles
        self.random = random.Random(seed)
        self.given = [self._word(2) for _ in range(400)]
        self.surnames = [self._word(3) for _ in range(4000)]
        self.places = [self._word(2) + "grad" for _ in range(300)]
        self.president = f"{self.given[0]} {self.surnames[0]}"

    def _word(self, syllables: int) -> str:
        pick = self.random.choice
        return "".join(pick(CONSONANTS) + pick(VOWELS) for _ in range(syllables)).capitalize()

    def name(self) -> str:
        """A given name and a surname."""
        return f"{self.random.choice(self.given)} {self.random.choice(self.surnames)}"

    def documents(self, claims: int) -> Iterator[Document]:
        """Articles until there are so many claims."""
        made = number = 0
        while made < claims:
            story = self._story()
            first: Document | None = None
            for _ in range(self.random.randint(1, self.articles)):
                if first is not None and self.random.random() < 0.15:
                    document = _copied(first, f"a{number}")
                else:
                    document = self._article(story, f"a{number}")
                first = first or document
                number += 1
                made += len(document.claims)
                yield document

    def _story(self) -> dict[str, list[str]]:
        day = date(2020, 1, 1) + timedelta(days=self.random.randrange(1800))
        return {
            "people": [self.name() for _ in range(3)],
            "speakers": [self.name() for _ in range(2)],
            "places": [self.random.choice(self.places) for _ in range(2)],
            "days": [(day + timedelta(days=n)).isoformat() for n in (0, 1, 9, 40)],
            "terms": [
                f"{n} years" for n in (self.random.randint(2, 9), self.random.randint(10, 15))
            ],
            "counts": [str(self.random.randint(5, 60)) for _ in range(2)],
        }

    def _article(self, story: dict[str, list[str]], doc_id: str) -> Document:
        pick = self.random.choice
        text = f"{pick(story['people'])} and the case in {story['places'][0]}\n\n"
        claims, names = [], set()
        if self.random.random() < 0.2:
            text += f"President {self.president} said nothing.\n"
            names.add(self.president)
        for _ in range(CLAIMS_OF_ARTICLE):
            kind, role, pattern = pick(SENTENCES)
            apart = self.random.random() < 0.2
            words = {
                "WHO": pick(story["people"]),
                "SPEAKER": pick(story["speakers"]),
                "PLACE": story["places"][0],
                "DAY": story["days"][int(apart)],
                "TERM": story["terms"][int(apart)],
                "COUNT": story["counts"][int(apart)],
            }
            claim, text = _claim(kind, role, pattern, words, text, doc_id)
            claims.append(claim)
            names.update({words["WHO"], words["SPEAKER"]})
        published = date.fromisoformat(story["days"][1]) + timedelta(days=self.random.randrange(5))
        entities = tuple(
            Entity(f"e{at}", "person", name, nil_id=f"nil:{name}".replace(" ", "-").lower())
            for at, name in enumerate(sorted(names))
        )
        return Document(
            text,
            tuple(claims),
            entities,
            id=doc_id,
            published=published.isoformat(),
            source=f"Outlet {self.random.randrange(200)}",
            text_sha256=sha256(text.encode()).hexdigest(),
        )


def _claim(
    kind: str, role: str, pattern: str, words: dict[str, str], text: str, doc_id: str
) -> tuple[Claim, str]:
    spans: dict[str, tuple[int, int]] = {}
    start = len(text)
    for piece in pattern.replace("[", "\0[").replace("]", "\0").split("\0"):
        if piece.startswith("["):
            spans["trigger"] = len(text), len(text) + len(piece) - 1
            text += piece[1:]
            continue
        for at, word in enumerate(piece.split(" ")):
            bare = word.strip(".,:")
            text += " " * (at > 0)
            if bare in words:
                spans[bare] = len(text), len(text) + len(words[bare])
            text += word.replace(bare, words[bare]) if bare in words else word
    cut = {name: Span.cut(text, *bounds) for name, bounds in spans.items()}
    args = []
    for slot, name in (("WHO", role), ("COUNT", role), ("PLACE", "place"), ("TERM", "penalty")):
        if slot in cut:
            named = cut[slot].text if slot in ("WHO", "PLACE") else None
            nil = f"nil:{named}".replace(" ", "-").lower() if slot == "WHO" else None
            args.append(Argument(name, cut[slot], name=named, nil_id=nil))
    claim = Claim(
        kind,
        cut["trigger"],
        quantify(args, kind),
        source=Source(cut["SPEAKER"], name=cut["SPEAKER"].text) if "SPEAKER" in cut else None,
        modality="demanded" if kind == "RELEASE" else "asserted",
        when=When(cut["DAY"].text, "day", "explicit", cut["DAY"]) if "DAY" in cut else None,
        sentence=Span.cut(text, start, len(text)),
        doc_id=doc_id,
    )
    return claim, text + "\n"


def _copied(document: Document, doc_id: str) -> Document:
    """The same article under another id, with a line of its own at the end."""
    text = f"{document.text}Reported by agencies for {doc_id}.\n"
    claims = tuple(replace(claim, doc_id=doc_id) for claim in document.claims)
    digest = sha256(text.encode()).hexdigest()
    return replace(
        document, text=text, claims=claims, id=doc_id, source=f"Copy {doc_id}", text_sha256=digest
    )


def main() -> None:
    """Make, merge and write an archive, and print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=4, help="that tell of a story at most")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    documents = list(Maker(options.seed, options.articles).documents(options.claims))
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{len(documents):,} articles, {sum(len(doc.claims) for doc in documents):,} claims")
    begun, cpu = time.perf_counter(), time.process_time()
    merged = merge(documents)
    print(f"merged in {time.perf_counter() - begun:.0f} s ({time.process_time() - cpu:.0f} s CPU)")
    print(f"{len(merged.scores):,} pairs compared, {len(merged.events):,} events")
    begun, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        write_merged(merged, Path(folder))
    print(f"written in {time.perf_counter() - begun:.0f} s ({time.process_time() - cpu:.0f} s CPU)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB, with the documents themselves")


if __name__ == "__main__":
    main()
