"""An OpenAI-compatible endpoint: one question, one answer, with patience and discretion.

The article goes to the named address and nowhere else: no redirects are followed, and neither
proxies nor credentials are taken from the environment. The key is sent in one header; it is in no
message, representation or cache.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimx.errors import InputError, ModelError

if TYPE_CHECKING:
    import httpx

RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
SHOWN_CHARACTERS = 200


class Key:
    """A secret that shows itself to nobody but the header."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        return "Key(***)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not written anywhere")

    def header(self) -> dict[str, str]:
        """The header that carries it."""
        return {"Authorization": f"Bearer {self._secret}"}

    def redact(self, message: str) -> str:
        """A message of the server without the key that it may repeat."""
        return message.replace(self._secret, "***")


def check_endpoint(url: str) -> str:
    """The base URL without a slash at its end.

    Raises:
        InputError: for anything but http(s)://host[:port][/path]; a URL with credentials is not
            repeated in the message.
    """
    try:
        parts = urlsplit(url)
        clean = not (parts.username or parts.password or parts.query or parts.fragment)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        clean, whole = True, False
    if not clean:
        raise InputError(
            "the endpoint's URL holds credentials, a query or a fragment; give "
            "http(s)://host:port/v1 alone, and the key by the setting 'key_env'"
        )
    if not whole:
        raise InputError(
            f"endpoint {url!r} is no URL; expected the base of an OpenAI-compatible server, "
            "such as http://localhost:8080/v1"
        )
    return url.rstrip("/")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often an endpoint is asked: seconds for an answer, further tries."""

    timeout: float = 120.0
    retries: int = 3
    pause: Callable[[float], None] = time.sleep


class Endpoint:
    """Asks `<base>/chat/completions`; may be used by several threads at once."""

    def __init__(self, base: str, key: Key | None, patience: Patience) -> None:
        import httpx

        self.url = f"{check_endpoint(base)}/chat/completions"
        self.patience = patience
        self._key = key
        self._client = httpx.Client(
            timeout=httpx.Timeout(patience.timeout, connect=min(10.0, patience.timeout)),
            trust_env=False,
            follow_redirects=False,
        )

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, request: Mapping[str, Any], accept: Callable[[str], object]) -> str:
        """The text of the answer.

        Args:
            request: the body.
            accept: raises `ModelError` for a text that is no use; it is then asked for again.

        Raises:
            ModelError: where every try failed; names the last fault and the next step.
        """
        for attempt in range(self.patience.retries + 1):
            try:
                answer = self._once(request)
                accept(answer)
            except _Passing as fault:
                last, wait = fault.message, fault.wait
            except _Refused:
                raise
            except ModelError as fault:
                last, wait = str(fault), None
            else:
                return answer
            if attempt < self.patience.retries:
                self.patience.pause(_pause(attempt, wait))
        tries = self.patience.retries + 1
        raise ModelError(f"endpoint {self.url} failed {tries} times, at last: {last}")

    def _once(self, request: Mapping[str, Any]) -> str:
        import httpx

        try:
            response = self._client.post(
                self.url, json=request, headers=self._key.header() if self._key else {}
            )
        except httpx.TimeoutException:
            raise _Passing(
                f"no answer within {self.patience.timeout:g} s; "
                "raise the setting 'timeout' or lower 'chunk'"
            ) from None
        except httpx.HTTPError as error:
            raise _Passing(
                f"it cannot be reached ({self._discreet(error)}); is the server running?"
            ) from None
        if response.status_code in RETRIED:
            raise _Passing(
                f"status {response.status_code}: {self._excerpt(response)}",
                _asked_to_wait(response),
            )
        if response.status_code != 200:
            raise _Refused(
                f"endpoint {self.url} answered with status {response.status_code}: "
                f"{self._excerpt(response)}; check the settings 'endpoint', 'model', 'key_env' and "
                "'structured' (not every server can do json_schema)"
            )
        return self._content(response)

    def _content(self, response: "httpx.Response") -> str:
        try:
            choice = response.json()["choices"][0]
            content, reason = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):
            raise _Passing(
                f"it answers otherwise than agreed: {self._excerpt(response)}; "
                "expected a server with /chat/completions"
            ) from None
        if reason == "length":
            raise _Passing(
                "the answer was cut off; raise the setting 'max_tokens' or lower 'chunk'"
            )
        if not isinstance(content, str):
            raise _Passing("the answer holds no text")
        return content

    def _excerpt(self, response: "httpx.Response") -> str:
        text = " ".join(self._discreet(response.text).split())
        return repr(text[:SHOWN_CHARACTERS] + ("…" if len(text) > SHOWN_CHARACTERS else ""))

    def _discreet(self, message: object) -> str:
        return self._key.redact(str(message)) if self._key else str(message)


class _Passing(Exception):
    """A fault that another try may not have; `wait` is what the server asked for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.wait = wait


class _Refused(ModelError):
    """A fault that another try would have as well."""


def _pause(attempt: int, wait: float | None) -> float:
    """Seconds before the next try: as asked, or doubling with some chance in it."""
    if wait is not None:
        return min(wait, LONGEST_PAUSE)
    return min(FIRST_PAUSE * 2.0**attempt, LONGEST_PAUSE) * random.uniform(0.5, 1.0)


def _asked_to_wait(response: "httpx.Response") -> float | None:
    try:
        return max(0.0, float(response.headers.get("retry-after", "")))
    except ValueError:
        return None


def parse_answer(content: str) -> list[Any]:
    """The `claims` of an answer.

    Raises:
        ModelError: where it is no JSON object with a list of claims.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelError(
            f"the answer is not JSON ({error}); set 'structured' to what the server can do"
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
        raise ModelError('the answer is JSON but not {"claims": [...]}')
    found: list[Any] = data["claims"]
    return found
