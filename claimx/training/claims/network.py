"""The network of the learned extractor, in torch.

An encoder (Devlin et al. 2019; here MiniLM, Wang et al. 2020) reads each passage once for all its
triggers. A first head tags trigger words. For each trigger, two layers copied from the top of the
encoder read a window of the shared hidden states again, told which pieces are the trigger, of
which type it is, how far off each piece stands and how it hangs on the trigger in the dependency
parse; from them arguments are tagged (begin, inside) and polarity, modality and genericity judged.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from claimx.extract.learned.labels import Labels
from claimx.extract.learned.windows import BUCKETS, KNOWN_PATHS
from claimx.extract.learned.word_features import ENTITIES, SETTINGS, TAGS
from claimx.training.claims.dropout import PooledDropout, replace_dropout

CASINGS = 4
CONDITIONED_LAYERS = 2
SMALL = 0.02
FAR = -1e4


@dataclass(frozen=True, slots=True)
class Scores:
    """What the second stage says of some windows; logarithms of unnormalised probabilities.

    Attributes:
        roles: (windows, pieces, 1 + 2 roles).
        polarity, modality, generic: (windows, classes).
    """

    roles: Tensor
    polarity: Tensor
    modality: Tensor
    generic: Tensor


class ClaimNetwork(nn.Module):
    """Encoder, trigger head and trigger-conditioned layers.

    Args:
        encoder: a BERT-like encoder of transformers, without its pooler; changed in place.
        labels: which types, roles, modalities and paths there are.
        shared: how many of its layers read a passage; the two above them become the conditioned
            ones and the rest is dropped. 0: all of them, with copies of the top two conditioned.
    """

    def __init__(self, encoder: Any, labels: Labels, shared: int = 0) -> None:
        super().__init__()
        width = int(encoder.config.hidden_size)
        self.encoder = encoder
        # Word vectors stay as they were learned from far more text: rare words keep their sense.
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        types, roles = len(labels.types), len(labels.roles)
        self.casing = _table(CASINGS, width)
        self.lexicon = _table(1 + 2 * types, width)
        self.trigger_tag = _table(len(TAGS), width)
        self.setting = _table(len(SETTINGS), width)
        self.trigger_hidden = nn.Linear(width, width)
        self.trigger = nn.Linear(width, 1 + types)
        self.kind = _table(types, width)
        self.mark = nn.Parameter(torch.randn(width) * SMALL)
        self.other = nn.Parameter(torch.randn(width) * SMALL)
        self.condition = nn.Linear(width, width)
        nn.init.zeros_(self.condition.weight)
        nn.init.zeros_(self.condition.bias)
        self.distance = _table(2 * BUCKETS + 1, width)
        self.path = _table(KNOWN_PATHS + len(labels.paths), width)
        self.tag = _table(len(TAGS), width)
        self.entity = _table(len(ENTITIES), width)
        layers = encoder.encoder.layer
        read = shared or len(layers) - CONDITIONED_LAYERS
        top = layers[read : read + CONDITIONED_LAYERS]
        self.layers = top if shared else copy.deepcopy(top)
        if shared:
            encoder.encoder.layer = layers[:shared]
        self.roles = nn.Linear(width, 1 + 2 * roles)
        self.claim_hidden = nn.Linear(width, width)
        self.polarity = nn.Linear(width, 2)
        self.modality = nn.Linear(width, len(labels.modalities))
        self.generic = nn.Linear(width, 2)
        self.dropout: nn.Module = PooledDropout(0.1)
        replace_dropout(self)

    def encode(self, ids: Tensor, casing: Tensor, mask: Tensor) -> Tensor:
        """Hidden states (passages, pieces, width) of pieces (passages, pieces)."""
        vectors = self.encoder.embeddings.word_embeddings(ids) + self.casing(casing)
        states = self.encoder.embeddings(inputs_embeds=vectors)
        return self._through(self.encoder.encoder.layer, states, mask)

    def triggers(self, hidden: Tensor, lexicon: Tensor, tag: Tensor, setting: Tensor) -> Tensor:
        """Scores (passages, pieces, 1 + types); `setting` is one number a passage."""
        told = self.lexicon(lexicon) + self.trigger_tag(tag) + self.setting(setting)[:, None]
        scores: Tensor = self.trigger(self.dropout(gelu(self.trigger_hidden(hidden + told))))
        return scores

    def judge(self, hidden: Tensor, window: "dict[str, Tensor]") -> Scores:
        """Scores of windows of hidden states (windows, pieces, width).

        Args:
            hidden: the states of each window's pieces.
            window: `mask`, `trigger`, `other` (float), `distance`, `path`, `tag`, `entity` (whole
                numbers), each (windows, pieces), and `type` (windows).
        """
        on = window["trigger"][..., None]
        count = on.sum(1).clamp(min=1)
        kind = self.kind(window["type"])
        summary = (hidden * on).sum(1) / count
        states = hidden + on * (self.mark + kind[:, None]) + window["other"][..., None] * self.other
        states = states + self.condition(summary + kind)[:, None]
        states = states + self.distance(window["distance"]) + self.path(window["path"])
        states = states + self.tag(window["tag"]) + self.entity(window["entity"])
        states = self.dropout(self._through(self.layers, states, window["mask"]))
        claim = (states * on).sum(1) / count
        claim = self.dropout(gelu(self.claim_hidden(claim)))
        return Scores(
            self.roles(states), self.polarity(claim), self.modality(claim), self.generic(claim)
        )

    def _through(self, layers: Iterable[Any], states: Tensor, mask: Tensor) -> Tensor:
        """States after some layers, blind to what the mask hides.

        The layers are called one by one: the encoder's own `forward` leaves the mask out where a
        batch has no padding, and an exported graph would leave it out for ever.
        """
        unseen = (1.0 - mask[:, None, None, :].float()) * FAR
        near = getattr(self.encoder.encoder, "compute_position_bias", None)
        if near is not None:  # MPNet adds how far apart two pieces stand in every layer.
            unseen = unseen + near(states)
        for layer in layers:
            made = layer(states, unseen)
            states = made[0] if isinstance(made, tuple) else made
        return states


def _table(entries: int, width: int) -> nn.Embedding:
    table = nn.Embedding(entries, width)
    nn.init.normal_(table.weight, std=SMALL)
    return table
