"""Label Studio JSON: tasks with predictions to correct, and corrected tasks back.

A claim is a region labelled with its type; arguments and the source are regions labelled with
their role, bound to the trigger by relations; polarity, modality and generic are choices of the
trigger's region. What Label Studio has no control for travels in the region's `meta`. Offsets
are code points, as Label Studio counts them since 2022; older exports count UTF-16 units, which
is noticed by their `text` and undone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from claimx.claim import Argument, Claim, Document, Source, Span
from claimx.errors import CorpusError
from claimx.formats.qualities import to_qualities, with_qualities
from claimx.schema import load_vocabulary

LABELS, TEXT, SOURCE = "label", "text", "source"
CHOICES = ("polarity", "modality", "generic")


def write_label_studio(
    documents: Iterable[Document], version: str = "claimx"
) -> list[dict[str, Any]]:
    """Tasks to import: each document's claims as one prediction; `version` names its maker."""
    return [
        {
            "data": {
                "text": document.text,
                "doc": document.id,
                "title": document.title,
                "published": document.published,
            },
            "predictions": [
                {
                    "model_version": version,
                    "score": _score(document.claims),
                    "result": [
                        part
                        for number, claim in enumerate(document.claims, 1)
                        for part in _write_claim(claim, f"c{number}")
                    ],
                }
            ],
        }
        for document in documents
    ]


def _score(claims: Sequence[Claim]) -> float:
    return sum(claim.confidence for claim in claims) / len(claims) if claims else 1.0


def _write_claim(claim: Claim, name: str) -> Iterator[dict[str, Any]]:
    yield _region(name, claim.trigger, claim.type, {"claimx": json.dumps(to_qualities(claim))})
    values = (claim.polarity, claim.modality, "true" if claim.generic else "false")
    for choice, value in zip(CHOICES, values, strict=True):
        yield {
            "id": name,
            "from_name": choice,
            "to_name": TEXT,
            "type": "choices",
            "value": {**_place(claim.trigger), "choices": [value]},
        }
    parts = [(arg.role, arg.span) for arg in claim.args]
    parts += [(SOURCE, claim.source.span)] if claim.source is not None else []
    for number, (role, span) in enumerate(parts, 1):
        yield _region(f"{name}-{number}", span, role)
        yield {
            "type": "relation",
            "from_id": name,
            "to_id": f"{name}-{number}",
            "direction": "right",
            "labels": [role],
        }


def _region(
    name: str, span: Span, label: str, meta: dict[str, str] | None = None
) -> dict[str, Any]:
    region: dict[str, Any] = {
        "id": name,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "value": {**_place(span), "labels": [label]},
    }
    return {**region, "meta": meta} if meta else region


def _place(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def read_label_studio(tasks: Any) -> list[Document]:
    """Documents from tasks: of each the last annotation not cancelled, else the last prediction.

    Raises:
        CorpusError: where a task is not of this shape, a span is outside the text or unlike it,
            or a label is unknown; names the task and region.
    """
    if not isinstance(tasks, list):
        raise CorpusError(f"found {type(tasks).__name__}, expected a list of Label Studio tasks")
    documents = []
    for number, task in enumerate(tasks, 1):
        try:
            documents.append(_read_task(task, number))
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            if isinstance(error, CorpusError):
                raise
            raise CorpusError(
                f"task {number} is not a Label Studio task of claimx ({error!r}); "
                "export it as JSON from a project with its labelling configuration"
            ) from error
    return documents


def _read_task(task: Mapping[str, Any], number: int) -> Document:
    data = task["data"]
    text, doc_id = data["text"], str(data.get("doc") or task.get("id") or number)
    made = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    result = (made or task.get("predictions") or [{"result": []}])[-1]["result"]
    regions = {part["id"]: part for part in result if part["type"] == "labels"}
    choices = {
        (part["id"], part["from_name"]): part["value"]["choices"][0]
        for part in result
        if part["type"] == "choices"
    }
    links: dict[str, list[str]] = {}
    for part in result:
        if part["type"] == "relation":
            links.setdefault(part["from_id"], []).append(part["to_id"])
    claims = []
    for name, region in regions.items():
        if _label(region) in load_vocabulary().types:
            parts = [regions[target] for target in links.get(name, ())]
            values = [choices.get((name, choice)) for choice in CHOICES]
            claims.append(_read_claim(region, parts, values, text, doc_id))
    bound = {target for targets in links.values() for target in targets}
    for name, region in regions.items():
        if _label(region) not in load_vocabulary().types and name not in bound:
            raise CorpusError(
                f"document {doc_id!r}: region {name!r} ({_label(region)}) belongs to no claim; "
                "draw a relation from a trigger to it, or delete it"
            )
    ordered = tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))
    return Document(
        text, ordered, id=doc_id, title=data.get("title"), published=data.get("published")
    )


def _label(region: Mapping[str, Any]) -> str:
    return str(region["value"]["labels"][0])


def _read_claim(
    region: Mapping[str, Any],
    parts: Sequence[Mapping[str, Any]],
    values: Sequence[str | None],
    text: str,
    doc_id: str,
) -> Claim:
    vocabulary = load_vocabulary()
    polarity, modality, generic = (value or default for value, default in zip(
        values, ("positive", "asserted", "false"), strict=True
    ))  # fmt: skip
    for label, value in (("polarity", polarity), ("modality", modality)):
        if value not in vocabulary.labels[label]:
            raise CorpusError(f"document {doc_id!r}: unknown {label} {value!r}")
    args, source = [], None
    for part in parts:
        role, span = _label(part), _span(part, text, doc_id)
        if role == SOURCE:
            source = Source(span)
        elif role in vocabulary.roles:
            args.append(Argument(role, span))
        else:
            raise CorpusError(f"document {doc_id!r}: unknown role {role!r} at {span.start}")
    claim = Claim(
        type=_label(region),
        trigger=_span(region, text, doc_id),
        args=tuple(args),
        source=source,
        polarity=polarity,
        modality=modality,
        generic=generic == "true",
        doc_id=doc_id,
    )
    told = json.loads((region.get("meta") or {}).get("claimx", "{}"))
    if len(told.get("args", args)) != len(args):
        # An annotator added or removed an argument: whose the marks are can no longer be told.
        del told["args"]
    return with_qualities(claim, told)


def _span(region: Mapping[str, Any], text: str, doc_id: str) -> Span:
    value = region["value"]
    start, end, words = value["start"], value["end"], value.get("text")
    for first, last in ((start, end), (_from_utf16(text, start), _from_utf16(text, end))):
        if 0 <= first < last <= len(text) and words in (None, text[first:last]):
            return Span.cut(text, first, last)
    raise CorpusError(
        f"document {doc_id!r}: region {region['id']!r} is {words!r} at {start}:{end}, "
        f"the text has {text[start:end]!r} there"
    )


def _from_utf16(text: str, units: int) -> int:
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(raw.decode("utf-16-le", "replace"))


def labelling_configuration() -> str:
    """The labelling interface (XML) of a Label Studio project for claims."""
    vocabulary = load_vocabulary()
    labels = "".join(
        f'    <Label value="{name}"/>\n' for name in (*vocabulary.types, *vocabulary.roles, SOURCE)
    )
    relations = "".join(f'    <Relation value="{r}"/>\n' for r in (*vocabulary.roles, SOURCE))
    options = {
        "polarity": tuple(vocabulary.labels["polarity"]),
        "modality": tuple(vocabulary.labels["modality"]),
        "generic": ("false", "true"),
    }
    choices = "".join(
        f'  <Choices name="{name}" toName="{TEXT}" perRegion="true">\n'
        + "".join(f'    <Choice value="{value}"/>\n' for value in values)
        + "  </Choices>\n"
        for name, values in options.items()
    )
    return (
        f'<View>\n  <Labels name="{LABELS}" toName="{TEXT}">\n{labels}  </Labels>\n'
        f"  <Relations>\n{relations}  </Relations>\n{choices}"
        f'  <Text name="{TEXT}" value="$text"/>\n</View>\n'
    )
