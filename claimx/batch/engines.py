"""Where the work of a run is done, by name."""

from importlib import import_module
from typing import cast

from claimx.batch.outcome import Engine, Job
from claimx.errors import InputError

# Each is a callable that makes an engine of a job; its module is imported when it is chosen.
ENGINES = {"local": "claimx.batch.pool:Pool", "ray": "claimx.batch.ray:RayEngine"}


def make_engine(name: str, job: Job) -> Engine:
    """The engine called `name`.

    Raises:
        InputError: for an unknown name.
        MissingExtraError: where its optional packages are not installed.
    """
    if name not in ENGINES:
        raise InputError(f"unknown engine {name!r}; expected one of: {', '.join(ENGINES)}")
    module, _, attribute = ENGINES[name].partition(":")
    return cast(Engine, getattr(import_module(module), attribute)(job))
