"""From a recipe of kind "claims" to the folder of the learned extractor's model."""

import random
import shutil
from collections.abc import Callable, Sequence
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
from claimx.training.articles import articles, kept_out
from claimx.training.encoder_package import CHECKPOINTS, encoder_folder
from claimx.training.recipe import Recipe, require_tables

if TYPE_CHECKING:
    from torch import Tensor

    from claimx.training.claims.labelled import LabelledArticle
    from claimx.training.claims.loop import Trainer
    from claimx.training.claims.settings import TrainSettings

TABLES = {"encoder", "train", "stop"}
SILVER = "silver"


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

    from claimx.training.claims.encoders import load_encoder
    from claimx.training.claims.export import export_graphs
    from claimx.training.claims.labelled import common_paths
    from claimx.training.claims.loop import Trainer, mix
    from claimx.training.claims.network import ClaimNetwork
    from claimx.training.claims.settings import train_settings

    require_tables(recipe, TABLES | {SILVER} & set(recipe.settings))
    settings = train_settings(recipe)
    encoder = encoder_folder(recipe)
    torch.set_num_threads(settings.threads)
    table = recipe.settings["encoder"]
    tokenizer = (
        recipe.folder.parent.parent / table["tokenizer"] if "tokenizer" in table else encoder
    )
    found = _labelled(recipe, tokenizer)
    aside = kept_out(recipe)
    learn = [article for article in found if article.id not in aside]
    labels = vocabulary_labels(common_paths(learn, settings.path_count))
    claims = sum(len(article.claims) for article in learn)
    say(f"{len(learn)} articles, {claims} claims, {len(labels.paths)} paths")
    silver = _silver(recipe, say)
    steps = _steps(learn, settings) + round(settings.silver * _steps(silver, settings))
    made = []
    checkpoints = recipe.folder.parent.parent / CHECKPOINTS / recipe.folder.name
    for run in range(settings.runs):
        _seed(settings.seed)
        network = ClaimNetwork(load_encoder(encoder), labels, int(table.get("shared", 0)))
        trainer = Trainer(network, settings, labels, steps, order=settings.seed + run)
        made.append(_run(trainer, learn, silver, checkpoints / f"run-{run}.pt", say))
    mix(network, made)
    export_graphs(network, int(network.encoder.config.hidden_size), recipe.folder)
    _write(recipe, labels, tokenizer, len(learn), settings)
    return recipe.folder


def _run(
    trainer: "Trainer",
    learn: "Sequence[LabelledArticle]",
    silver: "Sequence[LabelledArticle]",
    checkpoint: Path,
    say: Callable[[str], None],
) -> "list[Tensor]":
    """Train to the last epoch, or go on from the checkpoint; gives the averaged weights.

    Each epoch reads all articles of `learn` and another share of `silver`.
    """
    count = round(trainer.settings.silver * len(silver))
    if checkpoint.is_file():
        trainer.resume(checkpoint)
        say(f"goes on after epoch {trainer.epoch} from {checkpoint}")
    while trainer.epoch < trainer.settings.epochs:
        trainer.run_epoch([*learn, *trainer.rng.sample(silver, count)], say)
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


def _labelled(recipe: Recipe, folder: Path) -> "list[LabelledArticle]":
    from claimx.training.claims.labelled import labelled

    tokenizer = open_tokenizer(folder)
    labels, lexicon, senses = vocabulary_labels({}), load_lexicon(), load_senses()
    return [
        labelled(gold, read(analysis, tokenizer, lexicon, senses, labels.types), labels)
        for gold, analysis in articles(recipe)
    ]


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
