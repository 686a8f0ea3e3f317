"""JSON-LD: schema.org claims on W3C Web Annotation selectors, with PROV-O for how they were made.

The context stands in the file, so that nothing is fetched to read it. `shapes.ttl` says in SHACL
what a file must look like.
"""

from claimx.export.jsonld.reading import read_jsonld
from claimx.export.jsonld.writing import write_jsonld

__all__ = ["read_jsonld", "write_jsonld"]
