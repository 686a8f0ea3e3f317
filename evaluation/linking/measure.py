"""Measure the linker: precision, recall of entities that the base holds, unknown ones recognised.

Run from the repository:

    python evaluation/linking/measure.py corpus dev            # gold clusters of repression-en
    python evaluation/linking/measure.py system dev            # claimx's own clusters
    python evaluation/linking/measure.py elevant FILE.jsonl    # News-Fair, KORE50

`corpus` reads the clusters of the corpus's entity layer; identifiers come from it and, where it has
none, from `repression-en-<split>.tsv` beside this file. `elevant` reads mention spans and types of
a benchmark file; mentions of one text whose names contain one another are one cluster. An entity is
"in the base" when the base holds its identifier. `system` finds mentions and clusters itself; a
cluster is judged by the named entity of the layer with which it shares most mentions, and one that
shares none is left out. `--errors` lists what went wrong.
"""

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimx.claim import Span
from claimx.corpus.occurrence import find_occurrence
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.entities.linker import link
from claimx.entities.mention import Cluster, Mention

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpora" / "repression-en"
_PRONOUNS = """he she it they we i you him her them us me his its their our my your who whom whose
which that himself herself itself themselves myself there here one this these those both all"""
PRONOUNS = frozenset(_PRONOUNS.split())
KINDS = {"Q215627": "person", "Q43229": "organisation", "Q27096213": "place"}
_LEADING = re.compile(r"^(?:the|a|an|this|some|our|his|her|their|its)\s+", re.IGNORECASE)


@dataclass
class Gold:
    """One text: its clusters with the right identifier each ("" for an entity of no base)."""

    name: str
    text: str
    title: str | None
    published: str | None
    clusters: list[Cluster] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    weight: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def corpus(split: str) -> Iterator[Gold]:
    """The documents of one split of repression-en, named entities only."""
    keys: dict[tuple[str, str], str] = {}
    if (HERE / f"repression-en-{split}.tsv").is_file():
        with (HERE / f"repression-en-{split}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                keys[row["doc"], row["entity"]] = row["kb_id"]
    facts = {}
    for line in (CORPUS / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        facts[row["id"]] = row
    for doc in json.loads((CORPUS / "splits.json").read_text("utf-8"))[split]:
        text = (CORPUS / "text" / f"{doc}.txt").read_text("utf-8")
        gold = Gold(doc, text, facts[doc].get("title"), facts[doc].get("published"))
        data = json.loads((CORPUS / "entities" / f"{doc}.json").read_text("utf-8"))
        for entity in data["entities"]:
            cluster = _cluster(entity, text)
            gold.clusters.append(cluster)
            if cluster.named:
                identifier = keys.get((doc, entity["id"])) or entity["kb_id"] or ""
                gold.answers[cluster.id] = identifier
                gold.weight[cluster.id] = 1
        yield gold


def system(split: str) -> Iterator[Gold]:
    """The documents of one split with the clusters that claimx finds; see the module."""
    from claimx.entities.coreference import cluster
    from claimx.entities.mentions import find_mentions
    from claimx.language import analyse, load_language

    nlp = load_language()
    parse = found = 0.0
    for gold in corpus(split):
        begin = time.perf_counter()
        analysis = analyse(nlp, gold.text, published=gold.published, title=gold.title)
        parse += time.perf_counter() - begin
        clusters = cluster(analysis, find_mentions(analysis, ()))
        found += time.perf_counter() - begin
        answers: dict[str, str] = {}
        for right in gold.clusters:
            if right.id not in gold.answers:
                continue
            own = {mention.span.start for mention in right.mentions}
            shared = [(len(own & {m.span.start for m in c.mentions}), c) for c in clusters]
            most, best = max(shared, key=lambda item: item[0], default=(0, None))
            if best is not None and most and best.named:
                answers.setdefault(best.id, gold.answers[right.id])
        gold.clusters, gold.answers = clusters, answers
        gold.weight = dict.fromkeys(answers, 1)
        yield gold
    print(f"seconds of the parse {parse:.1f}, of mentions and clusters {found - parse:.1f}")


def _cluster(entity: dict, text: str) -> Cluster:
    proper = _is_name(entity["name"], text)
    told = {word.lower() for word in re.findall(r"\w+", entity["name"]) if word[0].isupper()}
    mentions = []
    for given in entity["mentions"]:
        span = find_occurrence(text, given["text"], given["n"])
        if span is None:
            continue
        found = re.findall(r"\w+", span.text)
        level = "nominal"
        if span.text.lower() in PRONOUNS:
            level = "pronoun"
        elif proper and any(w[0].isupper() and w.lower() in told for w in found):
            level = "name"
        mentions.append(Mention(span, entity["kind"], level, span.start))
    mentions.sort(key=lambda mention: mention.span.start)
    named = proper and any(mention.level == "name" for mention in mentions)
    name = _LEADING.sub("", entity["name"])
    return Cluster(entity["id"], entity["kind"], name, tuple(mentions), (), named)


def _is_name(name: str, text: str) -> bool:
    """A proper name: every long word has a capital, and it is no common noun of the text."""
    bare = _LEADING.sub("", name)
    found = re.findall(r"[^\W\d_][\w'’-]*", bare)
    if not found or any(word[0].islower() for word in found if len(word) > 3):
        return False
    return any(word[0].isupper() for word in found) and not re.search(
        rf"\b{re.escape(bare.lower())}\b", text
    )


def elevant(path: Path) -> Iterator[Gold]:
    """The texts of a benchmark in ELEVANT's JSON lines; values, dates and common nouns left out."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        gold = Gold(str(row["id"]), row["text"], row["title"], None)
        groups: list[tuple[str, str, Span, str, str]] = []
        for label in sorted(row["labels"], key=lambda x: x["span"][0] - x["span"][1]):
            span = Span.cut(row["text"], *label["span"])
            kind = next((k for t, k in KINDS.items() if t in label["type"].split("|")), None)
            if "Q27096213" in label["type"].split("|"):
                kind = "place"
            if label["type"] in ("QUANTITY", "DATETIME") or not span.text[0].isupper():
                continue
            if span.text.lower() in PRONOUNS:
                continue
            answer = f"wd:{label['entity_id']}" if label["entity_id"].startswith("Q") else ""
            groups.append((span.text, kind or "organisation", span, answer, label["name"]))
        for name, kind, span, answer, label in groups:
            home = next(
                (c for c in gold.clusters if c.kind == kind and _contains(c.name, name)), None
            )
            mention = Mention(span, kind, "name", span.start)
            if home is not None and gold.answers[home.id] in (answer, ""):
                at = gold.clusters.index(home)
                gold.clusters[at] = Cluster(
                    home.id, kind, home.name, (*home.mentions, mention), (), True
                )
                gold.weight[home.id] += 1
            else:
                identifier = f"c{len(gold.clusters)}"
                gold.clusters.append(Cluster(identifier, kind, name, (mention,), (), True))
                gold.answers[identifier] = answer
                gold.labels[identifier] = label
                gold.weight[identifier] = 1
        yield gold


def _contains(long: str, short: str) -> bool:
    return f" {short.lower()} " in f" {long.lower()} "


def accepted(base: KnowledgeBase, gold: Gold, cluster: Cluster) -> set[str]:
    """The identifiers of the base that are the right answer; empty where the base has none.

    Towns and some bodies of the base have no Wikidata identifier. For a benchmark that knows only
    those, the best known entity without one that bears the right entity's very name counts.
    """
    answers, label = gold.answers[cluster.id].split(), gold.labels.get(cluster.id)
    held = {entity.id for entity in map(base.entity, answers) if entity is not None}
    if held or label is None or not answers:
        return held
    named = [c for c in base.candidates(label) if c.match == "plain" and not c.id.startswith("wd:")]
    best = max((c for c in named if c.kind == cluster.kind), key=lambda c: c.prior, default=None)
    return {best.id} if best is not None else set()


def score(documents: Iterator[Gold], base: KnowledgeBase, *, errors: bool) -> dict[str, float]:
    """Link every document and count; prints the errors if asked."""
    count = dict.fromkeys(
        (
            "links",
            "right",
            "in_base",
            "found",
            "links_in_base",
            "unknown",
            "kept_apart",
            "local_id",
            "ambiguous",
        ),
        0,
    )
    seconds, squared, judged = 0.0, 0.0, 0
    for gold in documents:
        begin = time.perf_counter()
        links = link(
            gold.clusters, base, text=gold.text, title=gold.title, published=gold.published
        )
        seconds += time.perf_counter() - begin
        for cluster in gold.clusters:
            if cluster.id not in gold.answers:
                continue
            made, weight = links[cluster.id], gold.weight[cluster.id]
            right_ids = accepted(base, gold, cluster)
            entity = base.entity(min(right_ids)) if right_ids else None
            right = made.kb_id in right_ids
            if made.candidates:
                likely = made.candidates[0]
                squared += (likely[1] - (likely[0] in right_ids)) ** 2
                judged += 1
            count["links"] += weight * (made.kb_id is not None)
            count["right"] += weight * right
            count["ambiguous"] += weight * (made.kb_id is None and made.nil_id is None)
            count["in_base" if entity else "unknown"] += weight
            if entity is not None:
                count["links_in_base"] += weight * (made.kb_id is not None)
            else:
                count["kept_apart"] += weight * (made.kb_id is None)
                count["local_id"] += weight * (made.nil_id is not None)
            if errors and (not right if entity else made.kb_id is not None):
                want = f"{entity.label} {entity.id}" if entity else "NIL"
                said = made.kb_id or made.nil_id or "ambiguous"
                why = "; ".join(made.reasons)
                print(gold.name, cluster.kind, cluster.name, f"want {want}", f"got {said}",
                      made.probability, why, made.candidates[:3], sep="\t")  # fmt: skip
    return {**count, "seconds": seconds, "brier": squared / max(1, judged)}


def main() -> int:
    """Print the figures of one data set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("corpus", "system", "elevant"))
    parser.add_argument("where", help="train or dev, or the benchmark file")
    parser.add_argument("--kb", type=Path, help="a base of your own; without it the embedded one")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    base = KnowledgeBase.open(options.kb)
    read = {"corpus": corpus, "system": system, "elevant": lambda where: elevant(Path(where))}
    documents = read[options.what](options.where)
    count = score(documents, base, errors=options.errors)
    print(f"links {count['links']}, right {count['right']}, ambiguous {count['ambiguous']}")
    print(f"precision\t{count['right'] / max(1, count['links']):.3f}")
    inside = count["right"] / max(1, count["links_in_base"])
    print(f"precision where the base holds the entity\t{inside:.3f}")
    recall = count["right"] / max(1, count["in_base"])
    print(f"recall of {count['in_base']} in the base\t{recall:.3f}")
    apart = count["kept_apart"] / max(1, count["unknown"])
    print(f"unknown not linked\t{apart:.3f}\tof {count['unknown']}")
    print(f"unknown with a local id\t{count['local_id']}")
    print(f"Brier score of the best candidate's probability\t{count['brier']:.3f}")
    print(f"seconds {count['seconds']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
