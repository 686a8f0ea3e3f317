"""Texts of CoNLL-U files, read as unlabelled ones."""


def conllu_text(content: str) -> str:
    """The running text of a CoNLL-U file, by its comments; a blank line between paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in content.splitlines():
        if line.split(" = ")[0].strip() == "# newpar":
            paragraphs.append([])
        elif line.startswith("# text = "):
            paragraphs[-1].append(line.removeprefix("# text = "))
    return "\n\n".join(" ".join(one) for one in paragraphs if one) + "\n"
