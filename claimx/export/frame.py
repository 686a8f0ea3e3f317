"""A document's claims as a pandas data frame: the table of claims of every other export."""

from typing import TYPE_CHECKING

from claimx.claim import Document
from claimx.errors import MissingExtraError
from claimx.export.tables import claim_row, load_tables

if TYPE_CHECKING:
    from pandas import DataFrame


def to_dataframe(document: Document) -> "DataFrame":
    """One row a claim; no claims give no rows, with the same columns.

    Raises:
        MissingExtraError: where pandas is not installed.
    """
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise MissingExtraError(
            'a data frame needs pandas; install it with: pip install "claimx[pandas]"'
        ) from error
    rows = [claim_row(claim, document, 1, n) for n, claim in enumerate(document.claims, 1)]
    return DataFrame(rows, columns=list(load_tables()["claims"].columns))
