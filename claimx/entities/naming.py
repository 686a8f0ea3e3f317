"""What a chain of mentions is called."""

from claimx.entities.chains import Chain


def name_of(chain: Chain) -> str:
    """The fullest name of a chain, else its fullest noun phrase, else its first pronoun.

    The article before a name is left out ("The Civic Front" is "Civic Front").
    """
    names = [node for node in chain.nodes if node.mention.level == "name"]
    if names:
        best = max(names, key=lambda node: (len(node.name), -node.index))
        text = best.mention.span.text
        return text[4:] if text[:4].lower() == "the " and len(text) > 4 else text
    nominals = [node for node in chain.nodes if node.mention.level == "nominal"]
    if nominals:
        best = max(nominals, key=lambda n: (len(n.modifiers), n.article != "bare", -n.index))
        return best.mention.span.text
    return chain.nodes[0].mention.span.text
