"""spaCy `DocBin`: claims as span groups, for training spaCy components and for whoever reads Docs.

`doc.spans["claims"]` holds the triggers labelled by type, `["arguments"]` and `["sources"]` their
fillers; the span id ("c3") says which claim a span belongs to. The rest is in
`doc.user_data["claimx"]`. Where a label ends inside a word of spaCy's tokenizer the word is cut,
so that every span is exactly what was labelled.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimx.claim import Argument, Claim, Document, Source, Span
from claimx.errors import CorpusError
from claimx.formats.qualities import to_qualities, with_qualities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

CLAIMS, ARGUMENTS, SOURCES, DATA = "claims", "arguments", "sources", "claimx"


def write_docbin(documents: Iterable[Document]) -> bytes:
    """The documents as the bytes of a `.spacy` file.

    Raises:
        CorpusError: for a lone surrogate in a text, which spaCy cannot hold.
    """
    from spacy.tokens import DocBin

    store = DocBin(store_user_data=True)
    for document in documents:
        store.add(_to_doc(_tokenizer(), document))
    return store.to_bytes()


@lru_cache(maxsize=1)
def _tokenizer() -> "Language":
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10**9  # only tokenised, which needs no memory to speak of
    return nlp


def _to_doc(nlp: "Language", document: Document) -> "Doc":
    from spacy.tokens import Doc, SpanGroup

    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"document {document.id!r} holds a lone surrogate at character {error.start}, "
            "which spaCy cannot store; replace it by U+FFFD"
        ) from error
    words = list(_words(nlp, document))
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    groups: dict[str, list[TokenSpan]] = {CLAIMS: [], ARGUMENTS: [], SOURCES: []}
    qualities = {}
    for number, claim in enumerate(document.claims, 1):
        name = f"c{number}"
        groups[CLAIMS].append(_char_span(doc, claim.trigger, claim.type, name))
        groups[ARGUMENTS] += [_char_span(doc, arg.span, arg.role, name) for arg in claim.args]
        if claim.source is not None:
            groups[SOURCES].append(_char_span(doc, claim.source.span, "source", name))
        labels = {"polarity": claim.polarity, "modality": claim.modality, "generic": claim.generic}
        qualities[name] = {**labels, **to_qualities(claim)}
    for key, spans in groups.items():
        doc.spans[key] = SpanGroup(doc, name=key, spans=spans)
    told = {"id": document.id, "title": document.title, "published": document.published}
    doc.user_data[DATA] = json.dumps({**told, "claims": qualities})
    return doc


def _words(nlp: "Language", document: Document) -> Iterator[str]:
    """SpaCy's tokens with their white space as further tokens, cut at every label's ends."""
    tokens: Iterable[Token] = nlp.make_doc(document.text)
    cuts = {edge for token in tokens for edge in (token.idx, token.idx + len(token))}
    for claim in document.claims:
        spans = [claim.trigger, *(arg.span for arg in claim.args)]
        spans += [claim.source.span] if claim.source is not None else []
        cuts.update(edge for span in spans for edge in (span.start, span.end))
    edges = sorted(cuts | {0, len(document.text)})
    for start, end in pairwise(edges):
        yield document.text[start:end]


def _char_span(doc: "Doc", span: Span, label: str, name: str) -> "TokenSpan":
    found = doc.char_span(span.start, span.end, label=label, span_id=name)
    if found is None:
        raise AssertionError(f"token edges miss the span {span}")
    return found


def read_docbin(content: bytes) -> list[Document]:
    """Documents from the bytes of a `.spacy` file that `write_docbin` wrote.

    Raises:
        CorpusError: where the bytes are no DocBin, or a document lacks the groups or their data.
    """
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin().from_bytes(content).get_docs(_tokenizer().vocab))
    except Exception as error:  # zlib, msgpack and spaCy raise what they like
        raise CorpusError(f"not a spaCy DocBin ({error}); expected a .spacy file") from error
    documents = []
    for number, doc in enumerate(docs, 1):
        try:
            documents.append(_from_doc(doc, number))
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(
                f"document {number} of the DocBin: {error!r}; expected the span groups "
                f"{CLAIMS}, {ARGUMENTS} and {SOURCES} with the data of claimx"
            ) from error
    return documents


def _from_doc(doc: "Doc", number: int) -> Document:
    told: dict[str, Any] = json.loads(doc.user_data[DATA])
    text, doc_id = doc.text, str(told.get("id") or number)
    claims = []
    for trigger in doc.spans[CLAIMS]:
        qualities = told["claims"][trigger.id_]
        args = [span for span in doc.spans[ARGUMENTS] if span.id_ == trigger.id_]
        sources = [span for span in doc.spans[SOURCES] if span.id_ == trigger.id_]
        claim = Claim(
            type=trigger.label_,
            trigger=_cut(text, trigger),
            args=tuple(Argument(span.label_, _cut(text, span)) for span in args),
            source=Source(_cut(text, sources[0])) if sources else None,
            polarity=qualities["polarity"],
            modality=qualities["modality"],
            generic=qualities["generic"],
            doc_id=doc_id,
        )
        claims.append(with_qualities(claim, qualities))
    ordered = tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))
    return Document(
        text, ordered, id=doc_id, title=told.get("title"), published=told.get("published")
    )


def _cut(text: str, span: "TokenSpan") -> Span:
    return Span.cut(text, span.start_char, span.end_char)
