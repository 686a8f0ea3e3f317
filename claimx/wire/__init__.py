"""The wire format: documents and claims as JSON, one object a line, and back without loss.

`"kind": "claim"` marks a claim, `"kind": "document"` the article that it was found in. Offsets
are half-open Unicode code points of the document's text. A document may be written without its
text (`without_text`): null beside the text's hash, while spans keep their words. The shape is laid
down in `claimx/schema/claim.schema.json`.
"""

from claimx.wire.lines import document_to_lines, read_claims, read_documents, to_line
from claimx.wire.reading import claim_from_dict, document_from_dict
from claimx.wire.writing import claim_to_dict, document_to_dict, text_left_out, without_text

__all__ = [
    "claim_from_dict",
    "claim_to_dict",
    "document_from_dict",
    "document_to_dict",
    "document_to_lines",
    "read_claims",
    "read_documents",
    "text_left_out",
    "to_line",
    "without_text",
]
