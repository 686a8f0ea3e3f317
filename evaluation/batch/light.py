"""A run with a reader that needs no model, so that a kill test spends its time on the run itself.

    python evaluation/batch/light.py SOURCE OUT

Every sentence with "jailed" or "arrested" is a claim. A text in which "[error]" stands cannot be
read, and one with "[exit]" takes its worker with it.
"""

import hashlib
import os
import re
import sys
import time

from claimx.batch import BatchOptions, Input, folder, run_batch
from claimx.batch.outcome import ArticleReader
from claimx.claim import Argument, Claim, Document, Span

TYPES = {"jailed": "SENTENCE", "arrested": "ARREST", "killed": "KILLING", "released": "RELEASE"}
TRIGGER = re.compile("|".join(TYPES))
VICTIM = re.compile(r"[A-Z]\w+ [A-Z]\w+")
SECONDS = 0.004
PART_DOCUMENTS = 40  # Many parts, so that kills fall into the writing of them too.


def read(found: Input) -> Document:
    """The claims of a text by the words of `TYPES`."""
    text = found.data if isinstance(found.data, str) else found.data.decode()
    if "[error]" in text:
        raise ValueError("cannot be read")
    if "[exit]" in text:
        os._exit(1)
    time.sleep(SECONDS)
    victims = [Span.cut(text, *match.span()) for match in VICTIM.finditer(text)]
    claims = tuple(
        Claim(
            TYPES[match.group()],
            Span.cut(text, *match.span()),
            tuple(Argument("victim", victim) for victim in victims[:2]),
            doc_id=found.id,
        )
        for match in TRIGGER.finditer(text)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, claims, id=found.id, published=found.published, text_sha256=digest)


def load() -> ArticleReader:
    """The reader, for a worker."""
    return read


if __name__ == "__main__":
    folder.PART_DOCUMENTS = PART_DOCUMENTS
    options = BatchOptions(workers=2)
    sys.exit(run_batch([sys.argv[1]], sys.argv[2], options, load=load).exit_code)
