"""One JSON object a line: documents and claims to a stream and back."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from claimx.claim import Claim, Document
from claimx.errors import CorpusError
from claimx.wire.reading import claim_from_dict, document_from_dict
from claimx.wire.writing import claim_to_dict, document_to_dict, text_left_out

# Characters that end a line for some readers, and surrogates, which have no UTF-8. Of two that
# would read as one pair the second stays bare, so that two code points come back as two.
UNSAFE = re.compile("(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff\x7f\x85\u2028\u2029]")


def to_line(value: dict[str, Any]) -> str:
    """One line of JSON, without a line end; characters beyond ASCII stay readable."""
    return UNSAFE.sub(_escape, json.dumps(value, ensure_ascii=False, allow_nan=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def document_to_lines(document: Document) -> Iterator[str]:
    """The document's line, then one line for each claim in order."""
    yield to_line(document_to_dict(document, claims=False))
    for claim in document.claims:
        yield to_line(claim_to_dict(claim))


def read_documents(lines: Iterable[str]) -> Iterator[Document]:
    """Documents with their claims, from lines as `document_to_lines` writes them.

    Args:
        lines: a document's line comes before those of its claims; blank lines are skipped.

    Raises:
        CorpusError: for a line that is no such object, with its number; for a claim of another
            document than the one before it.
    """
    current: Document | None = None
    claims: list[Claim] = []
    for where, data in _objects(lines):
        if data["kind"] == "document":
            if current is not None:
                yield replace(current, claims=(*current.claims, *claims))
            current, claims = document_from_dict(data, where), []
            continue
        if current is None or data.get("doc_id") != current.id:
            raise CorpusError(
                f"{where}: claim of document {data.get('doc_id')!r} without that document's line "
                "before it; put it there, or read the claims alone"
            )
        claims.append(claim_from_dict(data, _checkable(current), where))
    if current is not None:
        yield replace(current, claims=(*current.claims, *claims))


def read_claims(lines: Iterable[str]) -> Iterator[Claim]:
    """The claims alone, whether or not lines of documents stand among them.

    Spans are checked against the text where the document's line came before.

    Raises:
        CorpusError: for a line that is no claim or document, with its number.
    """
    texts: dict[str, str | None] = {}
    for where, data in _objects(lines):
        if data["kind"] == "claim":
            yield claim_from_dict(data, texts.get(str(data.get("doc_id"))), where)
        else:
            document = document_from_dict(data, where)
            texts[document.id] = _checkable(document)
            yield from document.claims


def _checkable(document: Document) -> str | None:
    """The text that spans can be checked against, or None where it was left out."""
    return None if text_left_out(document) else document.text


def _objects(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            data = json.loads(line)
        except ValueError as error:
            raise CorpusError(
                f"{where} is not JSON ({error}); expected one object a line"
            ) from error
        kind = data.get("kind") if isinstance(data, dict) else None
        if kind not in ("claim", "document"):
            raise CorpusError(
                f"{where} has kind {kind!r}; expected an object of kind 'claim' or 'document'"
            )
        yield where, data
