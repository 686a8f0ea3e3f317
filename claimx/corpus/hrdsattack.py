"""The texts of the public HRDsAttack files (ACL Findings 2023), as our labels count them.

`data/train.json`, `data/dev.json` and `data/test.json` of github.com/dataminr-ai/HRDsAttack are
lists of `{"sample": {"Input.GLOBALEVENTID", "Input.title", "Input.article_interface" (HTML
paragraphs), "Input.publish_date", …}, …}`. A text is the title and the paragraphs, white space
within each made single spaces, a blank line between, a line end at the end.
"""

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimx.errors import CorpusError

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
ID, TITLE, BODY = "Input.GLOBALEVENTID", "Input.title", "Input.article_interface"


def article_text(title: str, body: str) -> str:
    """The text of one article from its title and its HTML paragraphs."""
    paragraphs = (html.unescape(_TAG.sub("", part)) for part in _PARAGRAPH.findall(body))
    joined = (" ".join(part.split()) for part in paragraphs)
    return "\n\n".join([title.strip(), *filter(None, joined)]) + "\n"


def read_public(files: Iterable[Path]) -> dict[str, str]:
    """The texts of public HRDsAttack files, by GLOBALEVENTID; of an id met twice the last counts.

    Raises:
        CorpusError: for a file that is missing or not in the public format; names the entry.
    """
    texts: dict[str, str] = {}
    for file in files:
        for number, entry in enumerate(_entries(file), 1):
            try:
                sample = entry["sample"]
                texts[str(sample[ID])] = article_text(sample[TITLE], sample[BODY])
            except (KeyError, TypeError, AttributeError) as error:
                raise CorpusError(
                    f"{file}: entry {number} has no sample with {ID}, {TITLE}, {BODY} ({error!r}); "
                    "expected a file of github.com/dataminr-ai/HRDsAttack, such as data/train.json"
                ) from error
    return texts


def _entries(file: Path) -> list[Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise CorpusError(f"{file} does not exist; give the public HRDsAttack train.json") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CorpusError(f"{file} is not readable JSON ({error}); fetch it again") from error
    if not isinstance(content, list):
        raise CorpusError(f"{file} holds {type(content).__name__}, expected a list of samples")
    return content
