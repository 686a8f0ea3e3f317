"""Dropout (Srivastava et al. 2014) from a pool of random masks drawn once.

On two CPU cores torch spends a seventh of a training step on drawing random numbers in one
thread. A mask that is a random stretch of a pool of 16 million draws serves as well.
"""

import random

import torch
from torch import Tensor, nn

POOL = 1 << 24


class PooledDropout(nn.Module):
    """Like `nn.Dropout`, with masks cut from a shared pool.

    Args:
        p: the share of values that are set to zero in training.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p
        self._masks: Tensor | None = None

    def forward(self, values: Tensor) -> Tensor:
        """The values, a share of them set to zero and the rest scaled up; in use, unchanged."""
        if not self.training or self.p == 0:
            return values
        if values.numel() >= POOL:
            return nn.functional.dropout(values, self.p, training=True)
        if self._masks is None:
            self._masks = _pool(self.p)
        start = random.randrange(POOL - values.numel())
        mask = self._masks[start : start + values.numel()].view(values.shape)
        return values * mask.to(values.dtype)


_POOLS: dict[float, Tensor] = {}


def _pool(p: float) -> Tensor:
    if p not in _POOLS:
        generator = torch.Generator().manual_seed(1)
        kept = torch.rand(POOL, generator=generator) > p
        _POOLS[p] = kept.to(torch.bfloat16) / (1 - p)
    return _POOLS[p]


def replace_dropout(module: nn.Module) -> None:
    """Put a `PooledDropout` in the place of each `nn.Dropout` inside a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, PooledDropout(child.p))
        else:
            replace_dropout(child)
