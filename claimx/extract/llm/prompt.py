"""What the model is told, with the definitions of the vocabulary, and the shape of its answer.

The shape is deliberately plain (no references, no numeric bounds): every server with constrained
output can turn it into a grammar.
"""

import hashlib
import json
import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from claimx.extract.windows import Window
from claimx.schema import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

SHAPE_NAME = "claims"


@lru_cache(maxsize=1)
def system_prompt() -> str:
    """The instructions, rendered from `prompt.toml` and the vocabulary."""
    from jinja2 import Environment, StrictUndefined

    content = resources.files("claimx.extract.llm").joinpath("prompt.toml").read_text("utf-8")
    vocabulary = load_vocabulary()
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, autoescape=False)
    return environment.from_string(tomllib.loads(content)["system"].strip()).render(
        types=list(vocabulary.types.values()),
        roles=list(vocabulary.roles.items()),
        polarity=list(vocabulary.labels["polarity"].items()),
        modality=list(vocabulary.labels["modality"].items()),
    )


@lru_cache(maxsize=1)
def prompt_version() -> str:
    """Eight hex digits that change with the instructions, the vocabulary or the shape."""
    content = json.dumps([system_prompt(), answer_shape()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def user_message(text: str, window: Window) -> str:
    """One window as JSON: numbered sentences, and which of them to report."""
    own = [number for number, (start, _) in enumerate(window.pieces, 1) if window.owns(start)]
    return json.dumps(
        {
            "first": own[0],
            "last": own[-1],
            "sentences": [
                {"n": number, "text": text[start:end]}
                for number, (start, end) in enumerate(window.pieces, 1)
            ],
        },
        ensure_ascii=False,
    )


def answer_shape() -> "Mapping[str, Any]":
    """The JSON Schema of an answer, with the types, roles and labels of the vocabulary."""
    vocabulary = load_vocabulary()
    argument = _closed(
        role={"type": "string", "enum": list(vocabulary.roles)}, text={"type": "string"}
    )
    claim = _closed(
        type={"type": "string", "enum": list(vocabulary.types)},
        sentence={"type": "integer"},
        trigger={"type": "string"},
        arguments={"type": "array", "items": argument},
        source={"type": ["string", "null"]},
        polarity={"type": "string", "enum": list(vocabulary.labels["polarity"])},
        modality={"type": "string", "enum": list(vocabulary.labels["modality"])},
        generic={"type": "boolean"},
        confidence={"type": "number"},
    )
    return _closed(claims={"type": "array", "items": claim})


def _closed(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
