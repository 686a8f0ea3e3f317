"""FollowTheMoney (followthemoney.tech): entities for Aleph, OpenAleph and OpenSanctions' tools.

Only an act that is said to have happened becomes an `Event`. What is denied, planned, demanded,
possible or generic becomes a `Note` on the people it speaks of: a tool that shows events must not
show it as one. Built with the project's own library, which cleans and checks every value.
"""

from claimx.export.followthemoney.writing import to_entities, write_entities

__all__ = ["to_entities", "write_entities"]
