"""From dumps and options to a finished base: which reader a format has, and the whole run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimx.entities.kb.followthemoney import SOURCE as FOLLOWTHEMONEY
from claimx.entities.kb.followthemoney import FollowTheMoneyReader
from claimx.entities.kb.geonames import SOURCE as GEONAMES
from claimx.entities.kb.geonames import GeonamesReader
from claimx.entities.kb.importing import Job, Reader, run_job
from claimx.entities.kb.lines import Fault
from claimx.entities.kb.record import Source
from claimx.entities.kb.staging import Staging
from claimx.entities.kb.table import TableReader, read_header, read_mapping
from claimx.entities.kb.wikidata import LANGUAGES, WikidataReader, read_classes, truncated
from claimx.entities.kb.wikidata import SOURCE as WIKIDATA
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.entities.mention import KINDS
from claimx.errors import InputError

FORMATS = ("wikidata", "geonames", "ftm", "csv")


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of an import; see `claimx kb build --help`."""

    format: str | None = None
    languages: str | None = None
    classes: Path | None = None
    kinds: str | None = None
    least: int = 0
    mapping: Path | None = None
    source: str | None = None
    licence: str | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """How an import ended: entities in the base, and lines that were left out in all runs."""

    entities: int
    faults: int


def build(
    target: Path,
    files: Sequence[Path],
    options: Options,
    *,
    base: Path | None = None,
    progress: Callable[[int], None] = lambda _: None,
    told: Callable[[Path, Fault], None] = lambda *_: None,
) -> Report:
    """Import `files` into a base at `target`, resuming a stopped import of the same plan.

    Args:
        target: the file of the base; it is replaced at once, when everything was read.
        files: the dumps, in order; what an earlier one says of an entity stays.
        options: format and filters; the format is told from the names where it is not given.
        base: a base to start from.
        progress: is told how many bytes of all files were read.
        told: is told each fault with its file.

    Raises:
        InputError: for a missing file, an unknown option, or where no entity was read.
    """
    jobs = [make_job(path, options) for path in files]
    plan = "\n".join([*(job.key() for job in jobs), repr(options), _state(base)])
    with Staging(target, base=base, plan=plan, resume=not options.fresh) as staging:
        done = 0
        for job in jobs:
            start, path = done, job.path
            run_job(
                staging,
                job,
                progress=lambda count, start=start: progress(start + count),  # type: ignore[misc]
                told=lambda fault, path=path: told(path, fault),  # type: ignore[misc]
            )
            done += job.path.stat().st_size
            progress(done)
        report = Report(staging.count(), len(staging.faults()))
        staging.finish(
            title=f"imported from {', '.join(path.name for path in files)}",
            faults=str(report.faults),
        )
    return report


def make_job(path: Path, options: Options) -> Job:
    """The reader and the source for one file.

    Raises:
        InputError: for a missing file or an option that cannot be used.
    """
    if not path.is_file():
        raise InputError(f"{path} is not a file; expected a dump to import")
    kinds = frozenset((options.kinds or "").split(",")) - {""}
    if unknown := (kinds - {*KINDS}):
        raise InputError(
            f"kind {', '.join(sorted(unknown))!r} is unknown; expected: {', '.join(KINDS)}"
        )
    reader, source, ending = _reader(path, options, kinds)
    if options.source or options.licence:
        source = replace(
            source, name=options.source or source.name, licence=options.licence or source.licence
        )
    return Job(path, reader, source, ending, kinds=kinds)


def _reader(
    path: Path, options: Options, kinds: frozenset[str]
) -> tuple[Reader, Source, Callable[[bytes], str | None]]:
    ending: Callable[[bytes], str | None] = lambda _: None  # noqa: E731
    match options.format or _guess(path):
        case "wikidata":
            classes = read_classes(options.classes)
            wanted = {qid: pair for qid, pair in classes.items() if not kinds or pair[0] in kinds}
            languages = tuple((options.languages or ",".join(LANGUAGES)).split(","))
            return _wikidata(wanted, languages), WIKIDATA, truncated
        case "geonames":
            return GeonamesReader(least=options.least), GEONAMES, ending
        case "ftm":
            return FollowTheMoneyReader(), FOLLOWTHEMONEY, ending
        case "csv":
            if options.mapping is None:
                raise InputError(f"{path} is a table; say with --mapping what its columns are")
            mapping = read_mapping(options.mapping)
            return TableReader(mapping, read_header(path, mapping)), mapping.source, ending
        case other:
            raise InputError(f"format {other!r} is unknown; expected one of: {', '.join(FORMATS)}")


def _wikidata(classes: dict[str, tuple[str, str]], languages: tuple[str, ...]) -> WikidataReader:
    """With the countries and offices that the embedded base knows, which a dump's lines do not."""
    embedded = KnowledgeBase.open()
    iso = {
        country.id: country.countries[0]
        for kind in ("territory", "country")
        for country in embedded.of_type(kind)
    }
    titles = {identifier: title for identifier, title, _ in embedded.offices()}
    return WikidataReader(classes, languages, iso, titles)


def _guess(path: Path) -> str:
    name = path.name.removesuffix(".gz").removesuffix(".bz2")
    endings = {".csv": "csv", ".txt": "geonames", ".ndjson": "ftm", ".ftm": "ftm"}
    for ending, format_ in endings.items():
        if name.endswith(ending):
            return format_
    if name.endswith(".json"):
        return "ftm" if name.endswith(".ftm.json") else "wikidata"
    raise InputError(f"what {path} is cannot be told from its name; say it with --format")


def _state(base: Path | None) -> str:
    if base is None:
        return ""
    facts = base.stat()
    return f"{base.resolve()}|{facts.st_size}|{facts.st_mtime_ns}"
