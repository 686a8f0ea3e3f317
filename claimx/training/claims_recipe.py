"""From a recipe of kind "claims" to the folder of the learned extractor's model."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.errors import InputError
from claimx.extract.learned import LearnedExtractor
from claimx.extract.learned.labels import Labels, vocabulary_labels, write_labels
from claimx.extract.learned.model import FORMAT_VERSION, TOKENIZER, open_tokenizer
from claimx.extract.learned.reading import read
from claimx.extract.rules.lexicon import load_lexicon
from claimx.extract.rules.senses import load_senses
from claimx.language import analyse, load_language
from claimx.model_folder import write_manifest
from claimx.training.articles import kept_out, parted_articles
from claimx.training.encoder_package import CHECKPOINTS, encoder_folder
from claimx.training.recipe import Recipe, require_tables

if TYPE_CHECKING:
    from torch import Tensor

    from claimx.training.claims.labelled import LabelledArticle
    from claimx.training.claims.loop import Trainer
    from claimx.training.claims.portions import Portion
    from claimx.training.claims.settings import TrainSettings

TABLES = {"encoder", "train", "stop"}
SILVER, START = "silver", "start"


def train_claims(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Train the network of a recipe and write its graphs, labels and tokenizer beside the recipe.

    Each run starts from the same weights, those of the encoder's package or of the model that the
    table `[start]` names, and sees the articles in another order; the mean of their weights is
    kept (Wortsman et al. 2022). After each epoch a checkpoint is kept in `.checkpoints/` at the
    root of the checkout; training that was stopped goes on from it.

    Raises:
        InputError: for a faulty table, an encoder that is not installed, or the extra missing.
        CorpusError: for data that cannot be loaded.
    """
    _require_torch()
    import torch

    from claimx.training.claims.encoders import load_encoder
    from claimx.training.claims.export import export_graphs
    from claimx.training.claims.labelled import common_paths
    from claimx.training.claims.loop import Trainer, mix
    from claimx.training.claims.network import ClaimNetwork
    from claimx.training.claims.portions import Portion, epoch_steps
    from claimx.training.claims.settings import train_settings
    from claimx.training.claims.start import put_weights

    require_tables(recipe, TABLES | {SILVER, START} & set(recipe.settings))
    settings = train_settings(recipe)
    encoder = encoder_folder(recipe)
    torch.set_num_threads(settings.threads)
    table = recipe.settings["encoder"]
    tokenizer = (
        recipe.folder.parent.parent / table["tokenizer"] if "tokenizer" in table else encoder
    )
    start = _start(recipe)
    gold = _gold(recipe, tokenizer)
    learn = [article for portion in gold for article in portion.articles]
    labels = start.labels if start else vocabulary_labels(common_paths(learn, settings.path_count))
    claims = sum(len(article.claims) for article in learn)
    say(f"{len(learn)} articles, {claims} claims, {len(labels.paths)} paths")
    portions = [*gold, Portion(tuple(_silver(recipe, say)), settings.silver)]
    steps = epoch_steps(portions, settings)
    made = []
    checkpoints = recipe.folder.parent.parent / CHECKPOINTS / recipe.folder.name
    for run in range(settings.runs):
        _seed(settings.seed)
        network = ClaimNetwork(load_encoder(encoder), labels, int(table.get("shared", 0)))
        if start:
            put_weights(network, start.folder)
        trainer = Trainer(network, settings, labels, steps, order=settings.seed + run)
        made.append(_run(trainer, portions, checkpoints / f"run-{run}.pt", say))
    mix(network, made)
    if start:
        put_weights(network, start.folder, start.kept)
    export_graphs(network, int(network.encoder.config.hidden_size), recipe.folder)
    _write(recipe, labels, tokenizer, len(learn), settings)
    return recipe.folder


def _run(
    trainer: "Trainer", portions: "Sequence[Portion]", checkpoint: Path, say: Callable[[str], None]
) -> "list[Tensor]":
    """Train to the last epoch, or go on from the checkpoint; gives the averaged weights."""
    from claimx.training.claims.portions import drawn

    if checkpoint.is_file():
        trainer.resume(checkpoint)
        say(f"goes on after epoch {trainer.epoch} from {checkpoint}")
    while trainer.epoch < trainer.settings.epochs:
        trainer.run_epoch(drawn(portions, trainer.rng), say)
        trainer.save(checkpoint)
    return trainer.average


def _write(
    recipe: Recipe, labels: Labels, tokenizer: Path, count: int, settings: "TrainSettings"
) -> None:
    write_labels(labels, recipe.folder)
    shutil.copyfile(tokenizer / TOKENIZER, recipe.folder / TOKENIZER)
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        articles=count,
        epochs=settings.epochs,
        runs=settings.runs,
    )


def _gold(recipe: Recipe, folder: Path) -> "list[Portion]":
    """The labelled articles to learn from by how much of them an epoch reads, the whole first."""
    from claimx.training.claims.labelled import labelled
    from claimx.training.claims.portions import Portion

    tokenizer = open_tokenizer(folder)
    labels, lexicon, senses = vocabulary_labels({}), load_lexicon(), load_senses()
    aside = kept_out(recipe)
    found: dict[float, list[LabelledArticle]] = {}
    for part, document, analysis in parted_articles(recipe):
        if document.id not in aside:
            reading = read(analysis, tokenizer, lexicon, senses, labels.types)
            found.setdefault(part.share, []).append(labelled(document, reading, labels))
    return [Portion(tuple(found[share]), share) for share in sorted(found, reverse=True)]


@dataclass(frozen=True, slots=True)
class Start:
    """The model that training goes on from.

    Attributes:
        folder: of the model.
        labels: of the model.
        kept: its share in the mean of the weights before and after.
    """

    folder: Path
    labels: Labels
    kept: float


def _start(recipe: Recipe) -> Start | None:
    """What the table `[start]` names; None where training starts anew."""
    if START not in recipe.settings:
        return None
    from claimx.training.claims.start import start_labels

    table = recipe.settings[START]
    if set(table) != {"folder", "encoder_sha256", "kept"}:
        raise InputError(
            f"recipe in {recipe.folder.name}: [start] has {sorted(table)}, "
            "expected folder, encoder_sha256 and kept"
        )
    folder = recipe.folder.parent.parent / str(table["folder"])
    labels = start_labels(folder, str(table["encoder_sha256"]))
    return Start(folder, labels, float(table["kept"]))


def _silver(recipe: Recipe, say: Callable[[str], None]) -> "list[LabelledArticle]":
    """Articles that a teacher labelled; none where the recipe has no table `[silver]`."""
    if SILVER not in recipe.settings:
        return []
    from claimx.training.claims.taught import taught
    from claimx.training.silver_texts import silver_texts

    teacher = recipe.folder.parent.parent / str(recipe.settings[SILVER]["teacher"])
    extractor = LearnedExtractor(model=teacher, threads=2)
    nlp = load_language()
    found = [taught(extractor, name, analyse(nlp, text)) for name, text in silver_texts(recipe)]
    claims = sum(len(article.claims) for article in found)
    say(f"{len(found)} articles and {claims} triggers labelled by {teacher.name}")
    return found


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
