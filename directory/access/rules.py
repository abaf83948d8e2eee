"""One-line predicates about an actor and a thing; none knows a domain."""

from typing import Any, Protocol

from directory.access.permissions import Role


class Actor(Protocol):
    """Whoever acts."""

    id: Any

    def has_role(self, role: Role, countries: frozenset[str] = frozenset()) -> bool:
        """Tell whether the actor holds the role in those countries."""


class Thing(Protocol):
    """What is acted upon; what it does not know it answers with nothing."""

    @property
    def countries(self) -> frozenset[str]:
        """The countries it is about."""

    @property
    def author_id(self) -> Any:
        """Who proposed it, if anybody did."""

    @property
    def is_by_team(self) -> bool:
        """Whether one of those who keep it proposed it."""

    def has_in_team(self, actor: Any) -> bool:
        """Tell whether the actor keeps it."""


def is_somebody(actor: Actor | None, _thing: Thing | None) -> bool:
    """Anyone who is named."""
    return actor is not None


def is_author(actor: Actor, thing: Thing) -> bool:
    """Whoever proposed it."""
    return thing.author_id is not None and thing.author_id == actor.id


def is_not_author(actor: Actor, thing: Thing) -> bool:
    """Nobody accepts a value they proposed themselves."""
    return not is_author(actor, thing)


def is_in_team(actor: Actor, thing: Thing) -> bool:
    """Whoever keeps the organisation."""
    return thing.has_in_team(actor)


def is_by_team(_actor: Actor, thing: Thing) -> bool:
    """Proposed by somebody of the team: what others propose is theirs to change and take back."""
    return thing.is_by_team


def is_not_in_team(actor: Actor, thing: Thing) -> bool:
    """Nobody decides about an organisation they keep."""
    return not thing.has_in_team(actor)


def is_reviewer(actor: Actor, thing: Thing | None) -> bool:
    """A reviewer of its countries."""
    return actor.has_role(Role.REVIEWER, thing.countries if thing else frozenset())


def is_coordinator(actor: Actor, _thing: Thing | None) -> bool:
    """A coordinator of the whole directory."""
    return actor.has_role(Role.COORDINATOR)


def is_administrator(actor: Actor, _thing: Thing | None) -> bool:
    """An administrator of the installation."""
    return actor.has_role(Role.ADMINISTRATOR)
