"""What a worker does with texts: reads them one by one, and times them beside plain spaCy."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimx.bench import events
from claimx.bench.events import EventWriter
from claimx.claim import Document
from claimx.errors import InputError
from claimx.language import LONE_SURROGATE

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.pipeline import Pipeline

Text = Mapping[str, Any]
Read = Callable[[Text], Document]
REASON_CHARACTERS = 300
MEGABYTE = 1024.0
# Large enough for spaCy to gain by it, small enough to be heard of between two batches.
BATCH = 32


def make_reader(pipeline: "Pipeline", *, bare: bool) -> Read:
    """A function from a text with its metadata to the document with its claims.

    Args:
        pipeline: from the job.
        bare: what the extractor proposes by itself, unqualified.
    """
    if not bare:
        return lambda text: pipeline(
            text["text"], title=text["title"], published=text["published"], doc_id=text["id"]
        )
    from claimx.scoring.baseline import read_bare

    return lambda text: read_bare(
        pipeline.nlp,
        pipeline.extractor,
        Document(text["text"], id=text["id"], title=text["title"], published=text["published"]),
    )


def read_texts(read: Read, nlp: "Language", texts: Sequence[Text], tell: EventWriter) -> None:
    """Read every text; an error on one is told, and the next is read."""
    for text in texts:
        tell(events.BEGUN, doc=text["id"])
        try:
            start = time.perf_counter()
            document = read(text)
            seconds = time.perf_counter() - start
            found = checked(document, text)
            tokens = count_tokens(nlp, [text])
            tell(events.READ, doc=text["id"], seconds=seconds, tokens=tokens, document=found)
        except Exception as error:
            tell(events.RAISED, doc=text["id"], reason=reason(error))


def checked(document: Document, text: Text) -> dict[str, Any]:
    """The document in the wire format, once it is sure that it can be read back and compared.

    Raises:
        InputError: where it is of another text, or a confidence is not within 0 to 1.
        CorpusError: where a claim is not of our vocabulary or a span not its slice.
    """
    from claimx.wire import document_from_dict, document_to_dict

    if document.text != text["text"]:
        raise InputError(
            f"read as {document.reader}: the text became another one, so that offsets "
            "cannot be compared; expected plain text"
        )
    for claim in document.claims:
        if not 0 <= claim.confidence <= 1:
            raise InputError(f"a claim has confidence {claim.confidence}, expected 0 to 1")
    # Entities are of no figure, and a bare reading has no versions.
    content = document_to_dict(replace(document, entities=()))
    document_from_dict(content)
    return content


def count_tokens(nlp: "Language", texts: Sequence[Text]) -> int:
    """The tokens of spaCy in texts, white space left out."""
    return sum(not token.is_space for text in texts for token in nlp.tokenizer(_readable(text)))


def _readable(text: Text) -> str:
    return LONE_SURROGATE.sub("\ufffd", text["text"])


def plain_pipeline() -> "Language":
    """Plain spaCy: the same model with nothing added."""
    import spacy

    from claimx.language import bundled_model_folder

    return spacy.load(bundled_model_folder())


def time_texts(read: Read, plain: "Language", job: Mapping[str, Any], tell: EventWriter) -> None:
    """Passes over the texts, plain spaCy and ours in turn; which goes first alternates.

    Plain spaCy may batch. No pass is begun after `speed_seconds`.
    """
    texts = job["texts"]
    readable = [_readable(text) for text in texts]
    plain.max_length = 1 + max(map(len, readable))
    plain(readable[0])
    tokens = count_tokens(plain, texts)

    def plain_pass(run: int) -> None:
        start, cpu = time.perf_counter(), time.process_time()
        for _ in plain.pipe(readable, batch_size=BATCH):
            tell(events.PARSED)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        tell(events.PLAIN, run=run, seconds=seconds, cpu_seconds=cpu, tokens=tokens)

    def our_pass(run: int) -> None:
        for text in texts:
            tell(events.BEGUN, doc=text["id"])
            start = time.perf_counter()
            read(text)
            tell(events.TIMED, run=run, doc=text["id"], seconds=time.perf_counter() - start)

    began = time.monotonic()
    for run in range(job["speed_runs"]):
        if run and time.monotonic() - began > job["speed_seconds"]:
            break
        for timed in (plain_pass, our_pass) if run % 2 == 0 else (our_pass, plain_pass):
            timed(run)


def reason(error: BaseException) -> str:
    """An error as one line of a result file, cut where it is long."""
    line = " ".join(f"{type(error).__name__}: {error}".split())
    return line if len(line) <= REASON_CHARACTERS else line[: REASON_CHARACTERS - 1] + "…"


def peak_mb() -> float | None:
    """The most memory that this process ever held, in MiB; None where the system does not say.

    Linux is asked for this program's own peak: `ru_maxrss` also counts the process that forked.
    """
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as stream:
            for line in stream:
                if line.startswith("VmHWM:"):
                    return float(line.split()[1]) / MEGABYTE
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return None
    # macOS counts bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / MEGABYTE / (MEGABYTE if sys.platform == "darwin" else 1)
