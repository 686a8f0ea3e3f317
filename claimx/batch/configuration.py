"""What the documents of a run depend on besides their articles: noted, and compared on restart."""

import hashlib
import json
from collections.abc import Mapping
from functools import partial
from importlib import resources
from importlib.metadata import entry_points, version

from claimx.batch.options import BatchOptions
from claimx.batch.outcome import LoadReader
from claimx.batch.reader import load_reader
from claimx.errors import InputError, RunError
from claimx.extract.registry import GROUP, extractor_names
from claimx.language import BUNDLED_PACKAGE
from claimx.model_folder import MANIFEST, model_folder

FORMAT = 1
Configuration = Mapping[str, str]


def describe(options: BatchOptions, load: LoadReader | None = None) -> Configuration:
    """The configuration of a run: names, versions and hashes of all that shapes a document.

    Args:
        options: of the run.
        load: a reader of the caller's own in place of the pipeline.

    Raises:
        InputError: for an unknown extractor.
        ModelError: where the bundled models are missing.
    """
    from claimx import __version__

    found = {"format": str(FORMAT), "claimx": __version__, "text": _kept(options.keep_text)}
    if load is not None:
        function = load.func if isinstance(load, partial) else load
        return found | {"reader": f"{function.__module__}:{function.__qualname__}"}
    return found | _extractor(options) | _models()


def reader_of(options: BatchOptions) -> LoadReader:
    """What makes the reader in each worker."""
    return partial(load_reader, options.extractor, dict(options.settings))


def _kept(keep_text: bool) -> str:
    return "kept" if keep_text else "left out"


def _extractor(options: BatchOptions) -> dict[str, str]:
    name = options.extractor
    if name not in extractor_names():
        raise InputError(
            f"unknown extractor {name!r}; expected one of: {', '.join(extractor_names())}"
        )
    (point,) = entry_points(group=GROUP, name=name)
    made_by = f" of {point.dist.name} {point.dist.version}" if point.dist else ""
    # Settings may hold a secret, such as a key: only their hash is noted.
    settings = json.dumps(dict(options.settings), sort_keys=True, default=str)
    return {
        "extractor": f"{name} ({point.value}{made_by})",
        "extractor settings": hashlib.sha256(settings.encode()).hexdigest(),
    }


def _models() -> dict[str, str]:
    """A hash for each bundled model. Their files are checked against it when a worker loads."""
    found = {"spacy": version("spacy"), "language model": version(BUNDLED_PACKAGE)}
    recorded = resources.files("claimx").joinpath("language_model.toml").read_bytes()
    found["language model"] += f" {hashlib.sha256(recorded).hexdigest()}"
    for manifest in sorted(model_folder("rules-en").parent.glob(f"*/{MANIFEST}")):
        digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
        found[f"model {manifest.parent.name}"] = digest
    return found


def to_text(configuration: Configuration) -> str:
    """The configuration as JSON, always the same for the same one."""
    return json.dumps(dict(configuration), sort_keys=True, indent=1)


def refuse_change(noted: str, configuration: Configuration, folder: str) -> None:
    """Refuse to go on with another configuration than the folder's.

    Raises:
        RunError: naming what changed, from what to what.
    """
    before = json.loads(noted)
    changed = [
        f"{name}: {_short(before.get(name))} is now {_short(configuration.get(name))}"
        for name in sorted(before.keys() | configuration.keys())
        if before.get(name) != configuration.get(name)
    ]
    if changed:
        raise RunError(
            f"{folder} was made with another configuration ({'; '.join(changed)}); give --redo to "
            "read all again, give another --out, or go back to what it was made with"
        )


def _short(value: str | None) -> str:
    return "absent" if value is None else f"{value:.60}"
