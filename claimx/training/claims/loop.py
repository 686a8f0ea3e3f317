"""The training loop: epochs over passages, a running average of the weights, checkpoints.

The average follows Izmailov et al. (2018), with a fixed share of each step.
"""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from claimx.extract.learned.labels import Labels
from claimx.training.claims.ahead import ahead
from claimx.training.claims.batches import (
    Example,
    PassageTensors,
    WindowTensors,
    batches,
    examples,
    passage_tensors,
    window_tensors,
)
from claimx.training.claims.labelled import LabelledArticle
from claimx.training.claims.network import ClaimNetwork
from claimx.training.claims.settings import TrainSettings
from claimx.training.claims.targets import cross_entropy

TRIGGER_SHARE, ROLE_SHARE, FACT_SHARE = 1.5, 1.5, 0.15
WARM = 0.1
FIRST_AVERAGING = 0.05
DECAY = 0.01
LONGEST_STEP = 1.0
SPARE = 1.08  # other cuts of the passages give a few batches more or less
TOLD_EVERY = 20
# Products of half precision pay where the processor has tiles for them, and cost a third elsewhere.
HALVED = torch.cpu._is_amx_tile_supported()


class Trainer:
    """A network in training with its optimiser, schedule and average.

    Args:
        network: changed in place.
        settings: of the recipe.
        labels: of the network.
        steps: batches an epoch, roughly.
        order: seed of the order, cuts and masks, apart from that of the first weights.
    """

    def __init__(
        self,
        network: ClaimNetwork,
        settings: TrainSettings,
        labels: Labels,
        steps: int,
        order: int,
    ) -> None:
        self.network = network
        self.settings = settings
        self.labels = labels
        self.rng = random.Random(order)
        random.seed(order)
        torch.manual_seed(order)
        self.learned = [p for p in network.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.learned]
        named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
        slow = [p for name, p in named if name.startswith(("encoder.", "layers."))]
        fast = [p for name, p in named if not name.startswith(("encoder.", "layers."))]
        rates = [settings.encoder_rate, settings.head_rate]
        self.optimiser = torch.optim.AdamW(
            [{"params": slow, "lr": rates[0]}, {"params": fast, "lr": rates[1]}],
            weight_decay=DECAY,
            fused=True,
        )
        self.total = int(steps * settings.epochs * SPARE) + 5
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, rates, total_steps=self.total, pct_start=WARM
        )
        self.epoch = 0

    def run_epoch(self, articles: Sequence[LabelledArticle], say: Callable[[str], None]) -> float:
        """One pass over the articles; gives the mean loss."""
        self.network.train()
        found = examples(articles, self.settings, self.rng)
        made = list(batches(found, self.settings.pieces, self.rng))
        total, pieces, began = 0.0, 0, time.monotonic()
        for number, (read, seen) in enumerate(ahead(map(self._tensors, made)), start=1):
            total += self._step(read, seen)
            pieces += int(read.mask.sum())
            if number % TOLD_EVERY == 0 or number == len(made):
                rate = pieces / (time.monotonic() - began)
                say(
                    f"epoch {self.epoch + 1} of {self.settings.epochs}, batch {number} of "
                    f"{len(made)}: loss {total / number:.3f}, {rate:.0f} pieces a second"
                )
        self.epoch += 1
        return total / len(made)

    def _tensors(self, batch: list[Example]) -> tuple[PassageTensors, WindowTensors | None]:
        settings, classes = self.settings, 1 + len(self.labels.types)
        read = passage_tensors(batch, settings.masked, classes, settings.smoothing, self.rng)
        return read, window_tensors(batch, self.labels, settings.hidden, self.rng)

    def _step(self, read: PassageTensors, seen: WindowTensors | None) -> float:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
            loss = self._loss(read, seen)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.learned, LONGEST_STEP)
        self.optimiser.step()
        self.optimiser.zero_grad()
        if self.schedule.last_epoch < self.total - 1:
            self.schedule.step()
        share = self.settings.averaging if self.epoch else FIRST_AVERAGING
        torch._foreach_lerp_(self.average, [p.detach() for p in self.learned], share)
        return float(loss.detach())

    def _loss(self, read: PassageTensors, seen: WindowTensors | None) -> Tensor:
        network = self.network
        hidden = network.dropout(network.encode(read.ids, read.casing, read.mask))
        found = network.triggers(hidden, read.lexicon, read.tag, read.setting)
        loss: Tensor = TRIGGER_SHARE * cross_entropy(found, read.triggers)
        if seen is None:
            return loss
        places = seen.pieces.clamp(max=hidden.shape[1] - 1)
        scores = network.judge(hidden[seen.passage[:, None], places], seen.told)
        loss = loss + ROLE_SHARE * cross_entropy(scores.roles, seen.roles)
        facts = cross_entropy(scores.polarity, seen.polarity)
        facts = facts + cross_entropy(scores.modality, seen.modality)
        facts = facts + cross_entropy(scores.generic, seen.generic)
        return loss + FACT_SHARE * facts

    def save(self, path: Path) -> None:
        """Write a checkpoint from which training goes on as if it had never stopped."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "epoch": self.epoch,
            "torch": torch.get_rng_state(),
            "python": self.rng.getstate(),
            "dropout": random.getstate(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        torch.save(state, part)
        part.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint that `save` wrote for the same recipe."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        for mine, saved in zip(self.average, state["average"], strict=True):
            mine.copy_(saved)
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.epoch = int(state["epoch"])
        torch.set_rng_state(state["torch"])
        self.rng.setstate(state["python"])
        random.setstate(state["dropout"])


def mix(network: ClaimNetwork, runs: Sequence[Sequence[Tensor]]) -> None:
    """Put the mean of the weights of some runs into a network, parameter by parameter."""
    learned = [parameter for parameter in network.parameters() if parameter.requires_grad]
    with torch.no_grad():
        for parameter, *found in zip(learned, *runs, strict=True):
            parameter.copy_(torch.stack(found).mean(dim=0))
