"""claimx inside a spaCy pipeline: `nlp.add_pipe("claimx")`, then `doc._.claims`.

The component reads `doc.text` with claimx's own pipeline: its weights were fitted to the parses of
its own English model, so the pipes of yours are neither needed nor used, and claims are the same
in every pipeline. Characters are then mapped onto your tokens: a span of `doc.spans` covers every
token that the claim's span touches, while `doc._.claims` keeps the exact characters.

What a `Doc` keeps are plain values (a line of the wire format in `doc.user_data`, labelled span
groups), so that it goes through `to_bytes`, `DocBin(store_user_data=True)` and other processes.
spaCy imports this module whenever it makes a pipeline (entry point `spacy_factories`), so it must
stay light.
"""

import hashlib
import json
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as TokenSpan

from claimx.article import Article, read_article
from claimx.article.html import is_html
from claimx.article.read import read_date
from claimx.claim import Claim, Document
from claimx.claim import Span as Characters
from claimx.extract.registry import DEFAULT_EXTRACTOR
from claimx.pipeline import Pipeline, load
from claimx.wire import document_from_dict, document_to_dict, to_line, without_text

NAME = "claimx"
DATA = "claimx_document"
ARGUMENTS_SUFFIX = "_arguments"
SOURCE = "source"
HTML = "The text looks like HTML and was read as plain text; give the text of the article."


class ClaimxComponent:
    """The pipe; made by `nlp.add_pipe("claimx", config={...})`.

    Args:
        extractor: a registered extractor.
        settings: of the extractor, by name.
        model: claimx's own language model; None for the bundled one.
        knowledge_base: a file made by `claimx kb build`; None for the bundled one.
        entities: whether people, bodies and places are put together and linked.
        spans_key: the group of `doc.spans` that gets the triggers; their arguments and sources
            go to the group of that name with `_arguments`.

    Raises:
        InputError, ModelError, MissingExtraError: as `claimx.load`.
    """

    def __init__(
        self,
        extractor: str,
        settings: dict[str, Any],
        model: str | None,
        knowledge_base: str | None,
        entities: bool,
        spans_key: str,
    ) -> None:
        self.arguments = (extractor, settings, model, knowledge_base, entities, spans_key)
        loaded = load(extractor, settings=settings, model=model, knowledge_base=knowledge_base)
        self.pipeline = loaded if entities else Pipeline(loaded.nlp, loaded.extractor)
        self.spans_key = spans_key

    def __reduce__(self) -> tuple[type["ClaimxComponent"], tuple[Any, ...]]:
        """A process that is given the pipe loads its own models."""
        return type(self), self.arguments

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of a document and set them on it; a blank one gets none."""
        document = self.pipeline.extract_article(_article(doc))
        # The text is the Doc's own; a second copy would double every Doc.
        doc.user_data[DATA] = to_line(document_to_dict(without_text(document)))
        arguments = self.spans_key + ARGUMENTS_SUFFIX
        doc.spans[self.spans_key] = _group(doc, self.spans_key, _triggers(doc, document))
        doc.spans[arguments] = _group(doc, arguments, _fillers(doc, document))
        return doc


@Language.factory(
    NAME,
    assigns=["doc._.claims", "doc.spans"],
    default_config={
        "extractor": DEFAULT_EXTRACTOR,
        "settings": {},
        "model": None,
        "knowledge_base": None,
        "entities": True,
        "spans_key": NAME,
    },
)
def make_component(
    nlp: Language,
    name: str,
    extractor: str,
    settings: dict[str, Any],
    model: str | None,
    knowledge_base: str | None,
    entities: bool,
    spans_key: str,
) -> ClaimxComponent:
    """The factory that spaCy calls; `nlp` and `name` are not needed."""
    return ClaimxComponent(extractor, settings, model, knowledge_base, entities, spans_key)


def _article(doc: Doc) -> Article:
    """The Doc's text as an article, its characters as they are: HTML is not unpacked."""
    published = doc._.claimx_published
    if not is_html(doc.text):
        return read_article(doc.text, published=published)
    return Article(
        text=doc.text,
        body=((0, len(doc.text)),),
        title=None,
        published=None if published is None else read_date(published),
        source=None,
        text_sha256=hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest(),
        bytes_sha256=None,
        reader="text",
        warnings=(HTML,),
    )


def _triggers(doc: Doc, document: Document) -> list[TokenSpan | None]:
    return [_tokens(doc, claim.trigger, claim.type, claim.id) for claim in document.claims]


def _fillers(doc: Doc, document: Document) -> list[TokenSpan | None]:
    found = []
    for claim in document.claims:
        found += [_tokens(doc, a.span, a.role, claim.id, a.kb_id or "") for a in claim.args]
        if claim.source is not None:
            found.append(
                _tokens(doc, claim.source.span, SOURCE, claim.id, claim.source.kb_id or "")
            )
    return found


def _tokens(
    doc: Doc, span: Characters, label: str, claim_id: str, kb_id: str = ""
) -> TokenSpan | None:
    return doc.char_span(
        span.start,
        span.end,
        label=label,
        kb_id=kb_id,
        span_id=claim_id,
        alignment_mode="expand",
    )


def _group(doc: Doc, key: str, spans: list[TokenSpan | None]) -> SpanGroup:
    # Only a span of white space alone touches no token.
    return SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])


def _document(doc: Doc) -> Document | None:
    line = doc.user_data.get(DATA)
    if line is None:
        return None
    return document_from_dict({**json.loads(line), "text": doc.text}, "doc")


def _claims(doc: Doc) -> tuple[Claim, ...]:
    document = _document(doc)
    return document.claims if document is not None else ()


def _claim(span: TokenSpan) -> Claim | None:
    return next((claim for claim in _claims(span.doc) if claim.id == span.id_), None)


# spaCy imports an entry point once, but a test or a reload may import this module again.
Doc.set_extension("claimx", getter=_document, force=True)
Doc.set_extension("claims", getter=_claims, force=True)
Doc.set_extension("claimx_published", default=None, force=True)
TokenSpan.set_extension("claim", getter=_claim, force=True)
