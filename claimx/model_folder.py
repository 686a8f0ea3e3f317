"""Where trained weights lie, and whether they are the ones that were recorded.

In a wheel `models/` is package data under `claimx/_models`; in a checkout it stands beside the
package. Each folder carries a `manifest.json` with the SHA-256 of every file.
"""

import hashlib
import json
from importlib import resources
from pathlib import Path

from claimx.errors import ModelError

MANIFEST = "manifest.json"


def model_folder(name: str) -> Path:
    """The folder of the bundled model `name`.

    Raises:
        ModelError: where neither the installed package nor the checkout has it.
    """
    package = Path(str(resources.files("claimx")))
    for folder in (package / "_models" / name, package.parent / "models" / name):
        if (folder / MANIFEST).is_file():
            return folder
    raise ModelError(
        f"model {name!r} was not found in the installed package or beside the checkout; "
        "reinstall claimx, or give the folder of a model"
    )


def verify_model(folder: Path, *, format_version: int) -> dict[str, object]:
    """Check a model folder against its manifest and return the manifest.

    Raises:
        ModelError: for a missing manifest, another format version, or a file that is missing
            or does not have its recorded hash.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{folder} has no {MANIFEST}; expected a model folder of claimx") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is not readable JSON ({error}); reinstall the model") from error
    found = manifest.get("format_version")
    if found != format_version:
        raise ModelError(
            f"{folder} has format version {found!r}, expected {format_version}; "
            "update claimx or train the model again"
        )
    for name, digest in manifest.get("sha256", {}).items():
        if not (folder / name).is_file():
            raise ModelError(f"model file {folder / name} is missing; reinstall the model")
        actual = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if actual != digest:
            raise ModelError(
                f"model file {folder / name} has SHA-256 {actual[:12]}…, expected {digest[:12]}…; "
                "it was altered or damaged: reinstall the model"
            )
    return dict(manifest)


def write_manifest(folder: Path, *, format_version: int, **facts: object) -> None:
    """Record every file of a model folder, for `verify_model`; `facts` say how it was made."""
    hashes = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file()
        and file.suffix in {".npz", ".txt", ".onnx", ".json"}
        and file.name != MANIFEST
    }
    content = {"format_version": format_version, **facts, "sha256": hashes}
    (folder / MANIFEST).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")
