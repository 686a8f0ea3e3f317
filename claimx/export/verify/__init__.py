"""Proof that an output belongs to a text: hashes, spans and claim ids, counted anew.

The lines are read as plain JSON here, not by the code that reads them elsewhere, so that the proof
rests on little.
"""

from claimx.export.verify.report import Fault, Report
from claimx.export.verify.run import verify

__all__ = ["Fault", "Report", "verify"]
