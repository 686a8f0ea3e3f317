"""The secret that turns a person into a pseudonym, and the list of who is who; a file of its own.

A pseudonym is made by HMAC-SHA256 of the person's identifier or name: whoever has the key can make
it again, nobody else can tell or guess it from a list of names. The same key gives the same
pseudonyms in the next export.
"""

import hashlib
import hmac
import json
import os
import secrets
import stat
from pathlib import Path

from claimx.errors import InputError

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""Without vowels, so that no pseudonym reads as a word or a name."""
LENGTH = 8
OWNER_ONLY = 0o600


class Key:
    """The key and the people whom it hid.

    Args:
        secret: random bytes.
        people: the names that each pseudonym stands for.
    """

    def __init__(self, secret: bytes, people: dict[str, set[str]] | None = None) -> None:
        self.secret = secret
        self.people: dict[str, set[str]] = people if people is not None else {}

    @classmethod
    def open(cls, path: Path) -> "Key":
        """Read a key file; where there is none, make a new key (it is not written yet).

        Raises:
            InputError: where the file is no key file, or others than its owner may read it.
        """
        if not path.exists():
            return cls(secrets.token_bytes(32))
        mode = path.stat().st_mode
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise InputError(
                f"key file {path} can be read by others (mode {stat.S_IMODE(mode):o}); run: "
                f"chmod 600 {path}"
            )
        try:
            told = json.loads(path.read_text("utf-8"))
            people = {name: set(names) for name, names in told["people"].items()}
            return cls(bytes.fromhex(told["key"]), people)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"{path} is no key file of claimx ({error!r}); give another --key"
            ) from error

    def save(self, path: Path) -> None:
        """Write the key and its people, readable by the owner alone.

        Raises:
            InputError: where it cannot be written.
        """
        told = {name: sorted(names) for name, names in sorted(self.people.items())}
        content = json.dumps({"key": self.secret.hex(), "people": told}, indent=1) + "\n"
        partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Made with its mode, so that there is no moment in which others can read it.
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(content)
            os.replace(partial, path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise InputError(f"key file {path} cannot be written ({error})") from error

    def pseudonym(self, identity: str, names: set[str]) -> str:
        """What a person is called instead: "Person" and eight letters or digits.

        Args:
            identity: what is the same wherever the person occurs.
            names: how the person is called, for the list of the key file.
        """
        digest = int.from_bytes(self._digest("person", identity)[:8], "big")
        code = ""
        for _ in range(LENGTH):
            digest, letter = divmod(digest, len(ALPHABET))
            code += ALPHABET[letter]
        made = f"Person {code}"
        self.people.setdefault(made, set()).update(names)
        return made

    def identifier(self, kind: str, value: str) -> str:
        """An identifier that stands for another one: 16 hexadecimal digits."""
        return self._digest(kind, value).hex()[:16]

    def hash_of(self, value: str) -> str:
        """64 hexadecimal digits in place of a hash that would tell what it is the hash of."""
        return self._digest("hash", value).hex()

    def _digest(self, kind: str, value: str) -> bytes:
        message = f"{kind}\n{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self.secret, message, hashlib.sha256).digest()
