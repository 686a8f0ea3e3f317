"""Light readers and an engine for tests of runs; the readers misbehave on request."""

import hashlib
import os
import re
import signal
import time

from claimx.batch import Input
from claimx.batch.outcome import process
from claimx.claim import Argument, Claim, Document, Entity, Source, Span, When
from claimx.errors import InputError

ACT = re.compile(r"(\w+) (jailed|freed) ([A-Z]\w+ [A-Z]\w+)")
SIGN = re.compile(r"\[(wait|signal) (\S+)\]")
TYPES = {"jailed": "SENTENCE", "freed": "RELEASE"}


def read(found: Input) -> Document:
    text = found.data if isinstance(found.data, str) else found.data.decode()
    misbehave(text)
    claims = tuple(claim(text, match, found.id) for match in ACT.finditer(text))
    return Document(
        text,
        claims,
        tuple(
            Entity(f"e{number}", "person", arg.span.text, (arg.span,), nil_id=f"nil:{number}")
            for number, arg in enumerate(one.args[1] for one in claims)
        ),
        id=found.id,
        title=found.title,
        published=found.published or "2024-03-03",
        source=found.source,
        body=((0, len(text)),) if text else (),
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def claim(text: str, match: re.Match[str], doc_id: str) -> Claim:
    agent, trigger, victim = (Span.cut(text, *match.span(group)) for group in (1, 2, 3))
    return Claim(
        TYPES[trigger.text],
        trigger,
        (
            Argument("agent", agent, name=f"The {agent.text}"),
            Argument("victim", victim, nil_id=f"nil:{victim.text.split()[-1].lower()}"),
        ),
        source=Source(agent, kind="court"),
        when=When("2024-02", "month", "explicit", trigger),
        sentence=Span.cut(text, *match.span()),
        doc_id=doc_id,
    )


def misbehave(text: str) -> None:
    if "[error]" in text:
        raise ValueError("no such\nthing")
    if "[refused]" in text:
        raise InputError("this is no article")
    if "[slow]" in text:
        time.sleep(3600)
    if "[segfault]" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "[exit]" in text:
        os._exit(3)
    if "[greedy]" in text:
        held = bytearray(300 * 2**20)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(3600)
    if "[pause]" in text:
        time.sleep(0.02)
    for verb, path in SIGN.findall(text):
        while verb == "wait" and not os.path.exists(path):
            time.sleep(0.01)
        if verb == "signal":
            open(path, "w").close()


def load():
    return read


def load_nothing():
    raise InputError("there is nothing to load")


def load_and_die():
    os._exit(4)


class Here:
    """An engine without processes, for what has nothing to do with them."""

    def __init__(self, job):
        self.job = job

    def __call__(self, tasks):
        reader = self.job.load()
        for task in tasks:
            yield process(reader, task, keep_text=self.job.keep_text)
