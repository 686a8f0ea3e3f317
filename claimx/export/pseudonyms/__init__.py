"""Private persons under pseudonyms: in the text, in every field, the same over a whole archive.

Private is whoever the knowledge base does not know; the user's lists add and except people. This
hides names, and only names: a post, a place and a date can still tell who somebody is.
"""

from claimx.export.pseudonyms.archive import pseudonymise
from claimx.export.pseudonyms.key import Key
from claimx.export.pseudonyms.private import Overrides, read_overrides

__all__ = ["Key", "Overrides", "pseudonymise", "read_overrides"]
