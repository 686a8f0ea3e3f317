"""Pages and plots for the people who read the claims.

`make_page` is the report of one document, `write_report` that of an archive, `plots` the figures.
"""

from claimx.report.archive import write_report
from claimx.report.page import make_page

__all__ = ["make_page", "write_report"]
