"""Pages from templates: one self-contained file each, that may run and load nothing but its own.

The content security policy allows the page's own style and script by their hashes and nothing
else, so that even markup that slipped through could neither run nor load anything.
"""

import base64
import hashlib
import json
from functools import lru_cache
from importlib import resources
from typing import Any

from claimx.report.visible import visible
from claimx.report.wording import read_data


def render(name: str, *, styles: tuple[str, ...], scripts: tuple[str, ...], **values: Any) -> str:
    """A page.

    Args:
        name: the template; it puts `policy`, `style` and `script` into its head and end.
        styles: CSS files of this package that go into the page after the palette, in order.
        scripts: JavaScript files of this package, in order.
        values: what the template shows. Each string is escaped, and characters that could act
            are made visible, whatever it holds.
    """
    from markupsafe import Markup

    style = "\n".join([colours(), *(_file(file) for file in styles)])
    script = "\n".join(_file(file) for file in scripts)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page: str = (
        _environment()
        .get_template(name)
        .render(policy=Markup(policy), style=Markup(style), script=Markup(script), **values)
    )
    return page


def embedded(data: Any) -> str:
    """Data as JSON that may stand inside a script element: no "<", no "&", ASCII alone."""
    from markupsafe import Markup

    text = json.dumps(data, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def colours() -> str:
    """The palette as CSS: light, and dark on screens that ask for it."""
    light, dark = (_variables(read_data("palette.toml")[name]) for name in ("light", "dark"))
    return (
        f":root {{ color-scheme: light; {light} }}\n@media screen and (prefers-color-scheme: dark)"
        f" {{ :root {{ color-scheme: dark; {dark} }} }}"
    )


def _variables(palette: dict[str, Any]) -> str:
    families = palette.pop("families")
    plain = [f"--{name}: {colour};" for name, colour in palette.items()]
    plain += [
        f"--{family}-{part}: {colour};"
        for family, parts in families.items()
        for part, colour in parts.items()
    ]
    return " ".join(plain)


def _file(name: str) -> str:
    return resources.files("claimx.report").joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
