"""Many articles: read from any source, over hours, and so that one can prove what was done.

`run_batch` reads, works and writes; `claimx.archive` says what it writes and reads it again.
"""

from claimx.batch.inputs import Failure, Input, SourceOptions
from claimx.batch.options import BatchOptions, Summary
from claimx.batch.run import run_batch

__all__ = ["BatchOptions", "Failure", "Input", "SourceOptions", "Summary", "run_batch"]
