"""A language model as an extractor: windows asked in parallel, answers grounded in the text."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from claimx.errors import InputError
from claimx.extract.llm.cache import AnswerCache, cache_key
from claimx.extract.llm.endpoint import Endpoint, Key, Patience, parse_answer
from claimx.extract.llm.grounding import GroundingReport, ground
from claimx.extract.llm.prompt import (
    SHAPE_NAME,
    answer_shape,
    prompt_version,
    system_prompt,
    user_message,
)
from claimx.extract.local_model import missing_extra
from claimx.extract.windows import Window, model_text, windows
from claimx.proposal import Proposal, Proposals

if TYPE_CHECKING:
    from claimx.language import Analysis

Structured = Literal["json_schema", "json_object", "none"]


class LlmExtractor:
    """Asks an endpoint about each window of an article and keeps what stands in the text.

    Confidences are what the model says of itself, passed through; nobody has calibrated them,
    and an argument carries that of its claim. Each window is a conversation of its own, so that
    a text which instructs the model can change no claims but its own.

    Attributes:
        report: what was asked, kept and dropped since the extractor was made.
    """

    name = "llm"

    def __init__(
        self,
        endpoint: Endpoint,
        request: dict[str, Any],
        *,
        cache: AnswerCache | None = None,
        chunk: int = 6000,
        overlap: int = 600,
        concurrency: int = 4,
    ) -> None:
        self.endpoint = endpoint
        self.request = request
        self.cache = cache
        self.chunk = chunk
        self.overlap = overlap
        self.concurrency = concurrency
        self.version = f"1.0.0+{request['model']}.{prompt_version()}"
        self.report = GroundingReport()
        self._lock = threading.Lock()

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order, with a warning about what was dropped.

        Raises:
            ModelError: where the endpoint fails for one window; windows that were answered are
                in the cache, so that another try asks only for the rest.
        """
        report = GroundingReport()
        text = model_text(analysis.text)
        cut = windows(analysis, len, self.chunk, self.overlap)
        with ThreadPoolExecutor(max_workers=self.concurrency) as pool:
            answers = [pool.submit(self._answer, text, window, report) for window in cut]
            try:
                claims = [answer.result() for answer in answers]
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        found = [
            proposal
            for window, claim in zip(cut, claims, strict=True)
            for proposal in ground(analysis.text, window, claim, report)
        ]
        with self._lock:
            self.report.add(report)
        return Proposals(
            sorted(found, key=lambda proposal: (proposal.trigger, proposal.type)),
            warnings=report.warnings(),
        )

    def _answer(self, text: str, window: Window, report: GroundingReport) -> list[Any]:
        messages = [
            {"role": "system", "content": system_prompt()},
            {"role": "user", "content": user_message(text, window)},
        ]
        request = {**self.request, "messages": messages}
        key = cache_key(self.endpoint.url, request, prompt_version())
        content = self.cache.get(key) if self.cache else None
        with self._lock:
            report.requests += content is None
            report.cached += content is not None
        if content is None:
            content = self.endpoint.ask(request, parse_answer)
            if self.cache:
                self.cache.put(key, content)
        return parse_answer(content)


def load_llm(
    *,
    endpoint: str,
    model: str,
    key_env: str | None = None,
    structured: Structured = "json_schema",
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0,
    seed: int | None = None,
    max_tokens: Annotated[int, Field(ge=64)] = 8192,
    chunk: Annotated[int, Field(ge=200)] = 6000,
    overlap: Annotated[int, Field(ge=0)] = 600,
    concurrency: Annotated[int, Field(ge=1, le=64)] = 4,
    timeout: Annotated[float, Field(gt=0)] = 120.0,
    retries: Annotated[int, Field(ge=0, le=20)] = 3,
    cache: Path | None = None,
) -> LlmExtractor:
    """Name an endpoint; nothing is asked before the first article.

    Args:
        endpoint: the base URL, such as `http://localhost:8080/v1`.
        model: the model's name as the endpoint knows it.
        key_env: the environment variable that holds the key; None for a server without one.
        structured: how the answer's shape is asked for: `json_schema` (llama.cpp, vLLM,
            Ollama), `json_object`, or `none` for a server that can do neither. It is never
            changed behind the user's back.
        temperature: 0 for the likeliest answer.
        seed: for endpoints that draw.
        max_tokens: the longest answer.
        chunk: characters of a window, in whole sentences.
        overlap: characters that neighbouring windows share at most.
        concurrency: windows asked at once.
        timeout: seconds for one answer.
        retries: further tries after a fault, with growing pauses.
        cache: a folder for answers; None to keep none. It will hold words of the articles.

    Raises:
        InputError: for a setting that does not fit, or an empty environment variable.
        MissingExtraError: where httpx is not installed.
    """
    if overlap >= chunk:
        raise InputError(f"overlap {overlap} does not fit a chunk of {chunk} characters")
    request: dict[str, Any] = {
        "model": model,
        "temperature": temperature,
        "max_tokens": max_tokens,
    }
    if seed is not None:
        request["seed"] = seed
    if structured == "json_schema":
        shape = {"name": SHAPE_NAME, "strict": True, "schema": answer_shape()}
        request["response_format"] = {"type": "json_schema", "json_schema": shape}
    elif structured == "json_object":
        request["response_format"] = {"type": "json_object"}
    try:
        asked = Endpoint(endpoint, _key(key_env), Patience(timeout, retries))
    except ImportError as error:
        raise missing_extra("llm", "llm", error) from error
    return LlmExtractor(
        asked,
        request,
        cache=AnswerCache(cache) if cache else None,
        chunk=chunk,
        overlap=overlap,
        concurrency=concurrency,
    )


def _key(variable: str | None) -> Key | None:
    if variable is None:
        return None
    secret = os.environ.get(variable, "").strip()
    if not secret:
        raise InputError(
            "the environment variable named by 'key_env' is not set; put the key into it "
            "(the setting names the variable, it is not the key)"
        )
    if not (secret.isascii() and secret.isprintable()):
        raise InputError("the key in the variable named by 'key_env' holds odd characters")
    return Key(secret)
