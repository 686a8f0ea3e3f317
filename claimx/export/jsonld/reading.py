"""JSON-LD as `write_jsonld` wrote it back to documents; of other JSON-LD use an RDF library."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from claimx.archive.lines import read_lines
from claimx.claim import Document
from claimx.errors import CorpusError
from claimx.wire import claim_from_dict, document_from_dict

Node = dict[str, Any]
END = "]}"


def read_jsonld(path: Path) -> Iterator[Document]:
    """The documents of a file that `write_jsonld` wrote, one at a time.

    Raises:
        CorpusError: where the file is missing, cut off or of another shape, with the line.
    """
    line = ""
    for number, line in enumerate(read_lines(path), 1):
        if number == 1 or line == END:
            continue
        where = f"{path.name}, line {number}"
        try:
            node = json.loads(line.removesuffix(","))
            words = _Words(node)
            made = _document(node, words)
            claims = [_claim(claim, words) for claim in node["claims"]]
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(
                f"{where} is no document of a claimx export ({error!r}); export it again"
            ) from error
        document = document_from_dict(made, where)
        read = [claim_from_dict(claim, made["text"], where) for claim in claims]
        yield replace(document, claims=tuple(read))
    if line != END:
        raise CorpusError(f"{path} does not end with {END!r}; it was cut off: export it again")


class _Words:
    """The spans of a document by their identifiers."""

    def __init__(self, document: Node) -> None:
        self.spans = {node["@id"]: _span(node["selector"]) for node in document["spans"]}

    def at(self, iri: str | None) -> Node | None:
        return None if iri is None else self.spans[iri]

    def each(self, iris: list[str]) -> list[Node]:
        return [self.spans[iri] for iri in iris]


def _span(selectors: list[Node]) -> Node:
    quote, position = selectors
    return {"text": quote["exact"], "start": position["start"], "end": position["end"]}


def _document(node: Node, words: _Words) -> Node:
    agents = node["extraction"]["wasAssociatedWith"]
    return {
        "id": node["identifier"],
        "title": node.get("headline"),
        "published": node.get("datePublished"),
        "source": node.get("outlet"),
        "text": node.get("articleBody"),
        "text_sha256": node.get("textSha256"),
        "bytes_sha256": node.get("bytesSha256"),
        "reader": node["reader"],
        "versions": {agent["name"]: agent["softwareVersion"] for agent in agents},
        "warnings": node["warning"],
        "body": node["body"],
        "entities": [_entity(entity, words) for entity in node["entities"]],
    }


def _entity(node: Node, words: _Words) -> Node:
    return {
        "id": node["entityId"],
        "kind": node["kind"],
        "name": node["name"],
        "mentions": words.each(node["mentions"]),
        "kb_id": node.get("kbId"),
        "nil_id": node.get("nilId"),
        "attributes": node["attributes"],
        "probability": node.get("probability"),
        "reasons": node["reasons"],
    }


def _claim(node: Node, words: _Words) -> Node:
    when, speech = node.get("when"), node.get("speech")
    return {
        "id": node["identifier"],
        "doc_id": node["docId"],
        "type": node["claimType"],
        "trigger": words.at(node["trigger"]),
        "args": [_argument(arg, words) for arg in node["arguments"]],
        "source": None if speech is None else _source(speech, words),
        "polarity": node["polarity"],
        "polarity_cue": words.at(node.get("polarityCue")),
        "modality": node["modality"],
        "modality_cue": words.at(node.get("modalityCue")),
        "generic": node["generic"],
        "stance": node.get("stance"),
        "when": None if when is None else _when(when, words),
        "sentence": words.at(node.get("sentence")),
        "confidence": node["confidence"],
        "extractor": node["extractor"],
    }


def _when(node: Node, words: _Words) -> Node:
    told = {name: node[name] for name in ("value", "granularity", "basis")}
    return {**told, **(words.at(node.get("span")) or {})}


def _argument(node: Node, words: _Words) -> Node:
    return {
        **words.spans[node["span"]],
        "role": node["role"],
        "confidence": node["confidence"],
        "cross": node["cross"],
        "refers_to": node.get("refersTo"),
        "entity": node.get("entityId"),
        "name": node.get("entityName"),
        "kb_id": node.get("kbId"),
        "nil_id": node.get("nilId"),
        "count": node.get("count"),
        "value": node.get("derived"),
    }


def _source(node: Node, words: _Words) -> Node:
    return {
        **words.spans[node["span"]],
        "cue": words.at(node.get("cue")),
        "kind": node.get("kind"),
        "quotation": node.get("quotation"),
        "chain": words.each(node["chain"]),
        "entity": node.get("entityId"),
        "name": node.get("entityName"),
        "kb_id": node.get("kbId"),
    }
