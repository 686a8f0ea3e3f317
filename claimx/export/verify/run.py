"""Verify an output, document by document."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimx.errors import CorpusError
from claimx.export.verify.files import check_sums, read_objects
from claimx.export.verify.report import Report
from claimx.export.verify.spans import check_body, check_spans
from claimx.export.verify.texts import GivenText, read_texts, text_hash
from claimx.wire import claim_from_dict


def verify(source: Path, texts: Sequence[Path] = ()) -> Report:
    """Check that claims belong to their texts.

    Args:
        source: a batch folder, a file of wire lines (also compressed), one JSON document, or
            claims alone.
        texts: files that were read. A document is checked against the one whose text has its
            hash, else against the one that is called like it; where none is given for it, against
            the text that it carries.

    Returns:
        The report; a damaged line or file is one of its faults, and ends the check there.

    Raises:
        InputError: where `source` is no output, or a text cannot be read.
    """
    report = Report()
    if source.is_dir():
        check_sums(source, report)
    check = _Check(read_texts(texts), report)
    try:
        for where, data in read_objects(source):
            if data["kind"] == "document":
                check.document(where, data)
            else:
                check.claim(where, data)
    except CorpusError as error:
        report.add(str(source), f"{error}; nothing after it was checked")
    check.unused()
    if not report.documents and not report.claims:
        report.notes.append("no document and no claim in it")
    return report


class _Check:
    """The document that is being read, and the texts that were given."""

    def __init__(self, given: Sequence[GivenText], report: Report) -> None:
        self.given = given
        self.report = report
        self.used: set[Path] = set()
        self.doc_id: str | None = None
        self.text: str | None = None

    def document(self, where: str, data: dict[str, Any]) -> None:
        """Check a document's hashes and its own spans; its claims are checked as they come."""
        self.report.documents += 1
        self.doc_id = str(data.get("id") or "")
        stated, carried = data.get("text_sha256"), data.get("text")
        found = self._given(self.doc_id, stated)
        self.text = found.text if found is not None else carried
        if isinstance(carried, str):
            self._compare(where, "the text that it carries", text_hash(carried), stated)
        if found is not None:
            self._compare(where, f"the text of {found.path}", found.text_sha256, stated)
            if data.get("bytes_sha256") not in (None, found.bytes_sha256):
                self.report.notes.append(
                    f"{where}: {found.path} has the text, but other bytes than were read"
                )
        if not isinstance(self.text, str):
            self.text = None
            self.report.add(where, "its text was left out; give it with --text to prove its spans")
            return
        own = {name: value for name, value in data.items() if name not in ("text", "body")}
        check_spans(own, self.text, where, self.report)
        check_body(data.get("body"), self.text, where, self.report)

    def claim(self, where: str, data: dict[str, Any]) -> None:
        """Check a claim's id, and its spans against the text of its document."""
        self.report.claims += 1
        doc_id = str(data.get("doc_id") or "")
        if self.doc_id is None or (doc_id != self.doc_id and not self.report.documents):
            # Claims alone: the text must be given.
            self.doc_id, found = doc_id, self._given(doc_id, None)
            self.text = found.text if found is not None else None
            if found is None:
                self.report.add(where, f"no text was given for document {doc_id!r}; use --text")
        elif doc_id != self.doc_id:
            self.report.add(where, f"is of document {doc_id!r}, but stands under {self.doc_id!r}")
        self._id(where, data)
        if self.text is not None:
            check_spans(data, self.text, where, self.report)

    def _id(self, where: str, data: dict[str, Any]) -> None:
        self.report.ids += 1
        try:
            made = claim_from_dict({**data, "id": None}, None, where).id
        except CorpusError as error:
            self.report.add(where, str(error))
            return
        if data.get("id") != made:
            self.report.add(
                where, f"its id is {data.get('id')!r}, but its content hashes to {made!r}"
            )

    def _compare(self, where: str, what: str, found: str, stated: Any) -> None:
        self.report.hashes += 1
        if found != stated:
            self.report.add(where, f"{what} hashes to {found}, but the document states {stated!r}")

    def _given(self, doc_id: str, stated: Any) -> GivenText | None:
        found = next((text for text in self.given if text.text_sha256 == stated), None)
        if found is None:
            names = {doc_id, Path(doc_id).name}
            found = next(
                (t for t in self.given if t.path.name in names or t.path.stem in names), None
            )
        if found is None and stated is None and len(self.given) == 1:
            found = self.given[0]
        if found is not None:
            self.used.add(found.path)
        return found

    def unused(self) -> None:
        """A text that belongs to no document is a fault: it was given to be proven."""
        for text in self.given:
            if text.path not in self.used:
                self.report.add(
                    str(text.path),
                    f"no document was made from this text (its hash is {text.text_sha256})",
                )
