"""The columns of the tables that merging writes."""

from functools import cache
from typing import Any

VERSION = "1"


@cache
def schemas() -> dict[str, Any]:
    """Arrow schemas by table; `claimx_merge` in their metadata is the version of the columns."""
    import pyarrow as pa

    text, number, real = pa.string(), pa.int32(), pa.float64()
    texts = pa.list_(text)
    feature = pa.struct(
        [
            ("feature", text),
            ("facet", text),
            ("value", real),
            ("weight", real),
            ("one", text),
            ("other", text),
        ]
    )
    tables = {
        "events": [
            ("event_id", text),
            ("type", text),
            ("status", text),
            ("told_as", text),
            ("origins", number),
            ("claims", number),
            ("articles", number),
            ("people", texts),
            ("people_ids", texts),
            ("groups", texts),
            ("places", texts),
            ("when", text),
            ("first_published", text),
            ("last_published", text),
        ],
        "event_claims": [
            ("event_id", text),
            ("key", text),
            ("claim_id", text),
            ("doc_id", text),
            ("title", text),
            ("outlet", text),
            ("published", text),
            ("type", text),
            ("trigger", text),
            ("start", number),
            ("end", number),
            ("quote", text),
            ("speaker", text),
            ("speaker_kind", text),
            ("polarity", text),
            ("modality", text),
            ("when", text),
            ("standing", text),
            ("copies", number),
        ],
        "disputes": [
            ("event_id", text),
            ("kind", text),
            ("one", text),
            ("other", text),
            ("values", texts),
            ("replaced", pa.bool_()),
        ],
        "pairs": [
            ("one", text),
            ("other", text),
            ("one_claim_id", text),
            ("other_claim_id", text),
            ("score", real),
            ("decision", text),
            ("decided_by", text),
            ("decision_reason", text),
            ("features", pa.list_(feature)),
        ],
    }
    return {
        name: pa.schema(columns, metadata={"claimx_merge": VERSION})
        for name, columns in tables.items()
    }
