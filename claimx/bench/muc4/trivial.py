"""The floor of MUC-4: each word of an attacker, a weapon or a thing that is attacked, bare.

No parse, no claims: single words of the lists of `words.toml`, each once, and nobody's name. It
shows what the lists alone are worth.
"""

import re

from claimx.bench.muc4.data import ROLES, Fillers
from claimx.bench.muc4.vocabulary import words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LISTS = {"PerpInd": "attackers", "PerpOrg": "armed", "Target": "things", "Weapon": "arms"}


def trivial_fillers(text: str) -> Fillers:
    """Every listed word of a text (or its plural in -s), as an entity of its role."""
    seen = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return {
        role: tuple(
            (word,)
            for word in seen
            if role in LISTS and {word, word.removesuffix("s")} & words(LISTS[role])
        )
        for role in ROLES
    }
