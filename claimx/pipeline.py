"""The spine: an article in, a document with claims out.

article -> analysis -> proposals -> qualified claims -> named entities. Each step returns values;
only this module assembles them, and hands one room's results to the next as plain arguments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.article import Article, read_article
from claimx.claim import Claim, Document, Entity, Span
from claimx.extract.gate.skipping import Skipping
from claimx.extract.registry import DEFAULT_EXTRACTOR, make_extractor
from claimx.language import Analysis, analyse, load_language
from claimx.proposal import Extractor, Proposal

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.entities.knowledge_base import KnowledgeBase


class Pipeline:
    """A loaded language model and extractor; call it on a text, or `pipe` many.

    Args:
        nlp: from `claimx.language.load_language`.
        extractor: anything that fulfils `claimx.proposal.Extractor`.
        base: the knowledge base to link to; None leaves entities out.
    """

    def __init__(
        self, nlp: "Language", extractor: Extractor, base: "KnowledgeBase | None" = None
    ) -> None:
        self.nlp = nlp
        self.extractor = extractor
        self.base = base

    def __call__(
        self,
        text: str | bytes,
        *,
        title: str | None = None,
        published: str | None = None,
        source: str | None = None,
        doc_id: str | None = None,
    ) -> Document:
        """The claims of one article; see `claimx.extract` for the arguments."""
        article = read_article(text, title=title, published=published, source=source)
        return self.extract_article(article, doc_id=doc_id)

    def pipe(self, texts: Iterable[str | bytes]) -> Iterator[Document]:
        """One document for each text, in order; an empty stream gives none."""
        for text in texts:
            yield self(text)

    def extract_article(self, article: Article, *, doc_id: str | None = None) -> Document:
        """The claims of an article that was read already."""
        stretches = None
        if isinstance(self.extractor, Skipping):
            stretches = self.extractor.stretches(article.text, article.body)
        analysis = analyse(
            self.nlp,
            article.text,
            body=article.body,
            stretches=stretches,
            published=article.published,
            title=article.title,
        )
        proposals = self.extractor.propose(analysis)
        name = doc_id or article.text_sha256[:16]
        claims = assemble(
            analysis, proposals, f"{self.extractor.name}/{self.extractor.version}", name
        )
        entities: tuple[Entity, ...] = ()
        if self.base is not None:
            from claimx.identify import identify

            found = identify(analysis, claims, self.base)
            claims, entities = found.claims, found.entities
        return Document(
            text=article.text,
            claims=claims,
            entities=entities,
            id=name,
            title=article.title,
            published=article.published,
            source=article.source,
            body=article.body,
            text_sha256=article.text_sha256,
            bytes_sha256=article.bytes_sha256,
            reader=article.reader,
            versions=self._versions(),
            warnings=(*article.warnings, *getattr(proposals, "warnings", ())),
        )

    def _versions(self) -> dict[str, str]:
        from claimx import __version__

        meta = self.nlp.meta
        model = f"{meta.get('lang', '')}_{meta.get('name', '')}"
        return {
            "claimx": __version__,
            "extractor": f"{self.extractor.name}/{self.extractor.version}",
            "language_model": f"{model}/{meta.get('version', '')}",
        }


def assemble(
    analysis: Analysis, proposals: Sequence[Proposal], extractor: str, doc_id: str
) -> tuple[Claim, ...]:
    """Qualify proposals and make claims of them, in order of their triggers."""
    # The rooms load numpy and their vocabularies: only when used, so that `import claimx` is light.
    from claimx.qualify.attribution import attribute
    from claimx.qualify.factuality import judge
    from claimx.qualify.quantity import quantify
    from claimx.qualify.stance import stances
    from claimx.qualify.time import date_claims

    sources = attribute(analysis, proposals)
    facts = judge(analysis, proposals)
    stance = stances(analysis, proposals, sources, facts)
    times = date_claims(analysis, proposals)
    claims = []
    for proposal, source, fact, attitude, when in zip(
        proposals, sources, facts, stance, times, strict=True
    ):
        sentence = analysis.sentence_at(proposal.trigger.start)
        claims.append(
            Claim(
                type=proposal.type,
                trigger=proposal.trigger,
                args=quantify(proposal.args, proposal.type),
                source=source,
                polarity=fact.polarity,
                polarity_cue=fact.polarity_cue,
                modality=fact.modality,
                modality_cue=fact.modality_cue,
                generic=fact.generic,
                stance=attitude,
                when=when,
                sentence=Span.cut(analysis.text, sentence.start, sentence.end)
                if sentence
                else None,
                confidence=proposal.confidence,
                extractor=extractor,
                doc_id=doc_id,
            )
        )
    return tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))


def load(
    extractor: str = DEFAULT_EXTRACTOR,
    *,
    settings: Mapping[str, Any] | None = None,
    model: str | None = None,
    knowledge_base: str | Path | None = None,
) -> Pipeline:
    """Load a pipeline once, to use it on many texts.

    Args:
        extractor: a registered name (`claimx types --extractors` lists them).
        settings: what the extractor needs to know, by name (docs/extractors.md lists them).
        model: an installed spaCy English model or a folder; None for the bundled one.
        knowledge_base: a file made by `claimx kb build`; None for the bundled one.

    Raises:
        InputError: for an unknown extractor or setting, with the known ones.
        ModelError: for a language model or knowledge base that is missing or damaged.
    """
    from claimx.entities.knowledge_base import KnowledgeBase

    chosen = make_extractor(extractor, settings)
    path = None if knowledge_base is None else Path(knowledge_base)
    return Pipeline(load_language(model), chosen, KnowledgeBase.open(path))


@lru_cache(maxsize=4)
def _loaded(extractor: str, model: str | None) -> Pipeline:
    return load(extractor, model=model)


def extract(
    text: str | bytes,
    *,
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    extractor: str = DEFAULT_EXTRACTOR,
    model: str | None = None,
) -> Document:
    """Turn an article into claims.

    Args:
        text: the article as text or HTML; bytes are decoded (UTF-8, UTF-16 or a detected
            encoding). Nothing is cut: offsets of the result point into `Document.text`.
        title: metadata; yields no claims of its own.
        published: ISO date of publication, against which "on Friday" is resolved.
        source: the outlet.
        extractor: a registered name.
        model: an installed spaCy English model or a folder; None for the bundled one.

    Returns:
        The document with its claims; an empty or blank text gives none, and a warning.

    Raises:
        InputError: where `text` is no string or bytes, `published` is no date, or the
            extractor is unknown.
    """
    return _loaded(extractor, model)(text, title=title, published=published, source=source)
