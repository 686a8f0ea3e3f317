"""Given names: which spellings are one name, which are nicknames, which endings tell the sex.

All of it is data (`words/names.toml`, `words/given.toml`); this file only looks things up.
"""

from functools import cache, lru_cache

from claimx.entities.fold import fold, plain, table


@cache
def _classes() -> tuple[dict[str, str], dict[str, str | None]]:
    """Class by plain spelling, and by fold where only one class has that fold."""
    by_plain: dict[str, str] = {}
    by_fold: dict[str, str | None] = {}
    for group in table("given")["classes"]:
        for spelling in group:
            by_plain.setdefault(plain(spelling), group[0])
            known = by_fold.setdefault(fold(spelling), group[0])
            if known != group[0]:
                by_fold[fold(spelling)] = None
    return by_plain, by_fold


@lru_cache(maxsize=65536)
def given_class(word: str) -> str | None:
    """The class of a known given name, named by its first spelling; None for an unknown one.

    The plain spelling counts first: Mario and María fold alike and are two names.
    """
    by_plain, by_fold = _classes()
    return by_plain.get(plain(word)) or by_fold.get(fold(word))


@lru_cache(maxsize=65536)
def nickname_of(word: str) -> str | None:
    """The class that a short form belongs to; None for a word that is no known short form."""
    found = table("names")["nicknames"].get(plain(word))
    return str(found) if found is not None else None


def is_patronymic(word: str) -> bool:
    """Whether a word ends as patronymics do; the position in the name must decide with it."""
    folded = fold(word)
    return len(folded) > 5 and folded.endswith(tuple(table("names")["patronymics"]))


@lru_cache(maxsize=65536)
def gender_clash(one: str, two: str) -> bool:
    """Whether two words are a man's and a woman's form of one name (-ski/-skaya, Samir/Samira).

    Both are folded already; equal words do not clash.
    """
    if one == two:
        return False
    short, long = sorted((one, two), key=lambda word: (word.endswith("a"), word))
    if not long.endswith("a"):
        return False
    for male, female in table("names")["gendered"]:
        if short.endswith(male) and long.endswith(female):
            stem = short[: -len(male)]
            if len(stem) >= 2 and stem == long[: -len(female)]:
                return True
    return len(short) >= 3 and long == f"{short}a"
