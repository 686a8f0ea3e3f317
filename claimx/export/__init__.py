"""Claims in the formats that other people's tools read, and proof that they belong to a text.

`export_archive` writes documents, one at a time, to a format of `claimx.export.targets`;
`pseudonymise` hides private persons first; `verify` checks spans, hashes and ids of what was
written. What each format carries, and what it cannot, stands in docs/exports.md.
"""

from claimx.export.targets import TARGETS, export_archive

__all__ = ["TARGETS", "export_archive"]
