"""From whatever an archive is kept in to one stream of articles.

Every container is read as a stream, one article after the other, in the same order on every run;
nothing is unpacked to disk. What cannot be read becomes a `Failure` with its place, and reading
goes on. A module a format; `opening` decides which one reads what.
"""

from claimx.batch.readers.sources import open_sources

__all__ = ["open_sources"]
