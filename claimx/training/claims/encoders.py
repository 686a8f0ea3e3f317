"""Pretrained encoders, brought to one vocabulary and made ready for training on a CPU."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

# Of the BERT vocabulary, as the tokenizer of the learned extractor gives them.
PAD, CLASSIFY, SEPARATE, MASK = 0, 101, 102, 103
VOCABULARY = 30_522


def load_encoder(folder: Path) -> Any:
    """The encoder of a checkpoint folder; its word vectors stand in the order of BERT's vocabulary.

    Attention runs eagerly and without dropout: on a CPU both cost more than they bring. MPNet (Song
    et al. 2020) has the pieces of BERT under other numbers; with its vectors in BERT's order, one
    tokenizer serves every encoder.
    """
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(
        folder,
        local_files_only=True,
        add_pooling_layer=False,
        attn_implementation="eager",
        attention_probs_dropout_prob=0.0,
        dtype=torch.float32,
    )
    if encoder.config.model_type == "mpnet":
        words = encoder.embeddings.word_embeddings
        rows = _in_order(words.weight)
        encoder.embeddings.word_embeddings = nn.Embedding(len(rows), rows.shape[1], _weight=rows)
    return encoder


def _in_order(mpnet: Tensor) -> Tensor:
    """MPNet's vectors by BERT's numbers: four signs come before the same pieces, the mask last."""
    start, pad, end, unknown = range(4)
    first = unknown + 1
    rows = mpnet.detach()[first : first + VOCABULARY].clone()
    for sign, row in ((PAD, pad), (CLASSIFY, start), (SEPARATE, end), (MASK, len(mpnet) - 1)):
        rows[sign] = mpnet[row]
    return rows
