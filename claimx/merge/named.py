"""Which arguments and speakers of a claim are names, and their numbers."""

from collections.abc import Mapping

from claimx.claim import Argument, Claim
from claimx.merge.people import Names, is_name


class NamedArguments:
    """Looks at arguments of claims with the names of the archive at hand."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def argument(self, arg: Argument, doc_id: str, kinds: Mapping[str, str]) -> frozenset[int]:
        """The numbers of the names that an argument carries; empty where it is not named.

        Two people who are one group to the article ("Ana Petrel and Ivo Petrel") are two names.
        """
        text = arg.name or arg.refers_to or arg.span.text
        kind = kinds.get(arg.entity) if arg.entity else None
        if arg.kb_id or arg.nil_id:
            found = self.names.add(
                text, kb_id=arg.kb_id, nil_id=arg.nil_id, kind=kind, article=doc_id
            )
            return frozenset((found,))
        members = text.split(" and ") if kind in (None, "group") else [text]
        if len(members) == 1 or not all(is_name(member, None) for member in members):
            members = [text]
        elif kind is not None:
            kind = "person"
        if not all(is_name(member, kind) for member in members):
            return frozenset()
        return frozenset(self.names.add(name, kind=kind, article=doc_id) for name in members)

    def place(self, arg: Argument) -> int:
        """The number of a place; unnamed ones ("a police station") are told by their words."""
        text = arg.name or arg.span.text
        return self.names.add(text, kb_id=arg.kb_id, nil_id=arg.nil_id, kind="place")

    def speaker(self, claim: Claim, doc_id: str, kinds: Mapping[str, str]) -> int | None:
        """The number of a named speaker; None for the article itself and for unnamed ones."""
        source = claim.source
        if source is None:
            return None
        text = source.name or source.span.text
        kind = kinds.get(source.entity) if source.entity else None
        if not (source.kb_id or is_name(text, kind)):
            return None
        return self.names.add(text, kb_id=source.kb_id, kind=kind, article=doc_id)
