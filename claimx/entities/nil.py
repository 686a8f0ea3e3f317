"""Local identifiers for people and bodies that no knowledge base holds.

Two mentions in two articles get one identifier only when their full names are one by sound, their
kinds are the same and the articles play in the same country: better two than wrongly one. A person
can merge two identifiers later; nothing can take one apart.
"""

import hashlib

from claimx.entities.context import Context
from claimx.entities.fold import fold, particles, plain, words
from claimx.entities.given import given_class, is_patronymic
from claimx.entities.mention import Cluster
from claimx.entities.names import parts


def nil_id(
    cluster: Cluster, name: str, context: Context, article: str, *, local: bool = False
) -> str:
    """The identifier of a named entity that is in no base.

    Args:
        cluster: the entity; its kind counts.
        name: its fullest name.
        context: gives the country that the article speaks of.
        article: anything that tells this article from all others; to it alone belongs a name of
            one word.
        local: make it belong to this article even where the name is full, because the article has
            two bearers of it.

    Returns:
        `nil:<name in ASCII>-<8 hexadecimal digits>`. It depends on nothing else, so that articles
        can be read in any order, on any machine.
    """
    person = cluster.kind == "person"
    key = person_key(name) if person else body_key(name)
    scope = article if local or len(key.split()) < 2 else context.home
    digest = hashlib.blake2b(f"{cluster.kind}\n{key}\n{scope}".encode(), digest_size=4)
    slug = "-".join(filter(None, map(plain, parts(name) if person else words(name))))
    return f"nil:{slug[:60] or 'unnamed'}-{digest.hexdigest()}"


def person_key(name: str) -> str:
    """The words of a personal name by sound, given names by their class, in one order."""
    spelt = [word for word in parts(name) if plain(word) not in particles()] or list(words(name))
    if len(spelt) > 2:
        spelt = [w for at, w in enumerate(spelt) if at in (0, len(spelt) - 1) or not _spare(w)]
    return " ".join(sorted(fold(given_class(word) or word) for word in spelt))


def body_key(name: str) -> str:
    """The words of a body's or place's name letter by letter, without article."""
    spelt = [plain(word) for word in words(name)]
    return " ".join(word for word in spelt if word != "the")


def _spare(word: str) -> bool:
    return len(word) == 1 or is_patronymic(word)
