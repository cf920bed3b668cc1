"""Who does a thing: a member of staff, a complainant, their representative, the system, another program."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from amends.kernel.errors import NotAllowed
from amends.organisation.rules import ActorKind, Right, Role, rights_of


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a brand, in one unit of it or (unit is None) in all of it."""

    role: Role
    brand_id: UUID
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The named author of an action. `code` is what the timeline keeps: no name in it."""

    kind: ActorKind
    id: UUID | None = None
    grants: tuple[Grant, ...] = ()
    unit_ids: frozenset[UUID] = frozenset()  # units the grants reach, with those below them
    language: str = "en"

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)

    @property
    def known_id(self) -> UUID:
        """The id for look-ups: nobody's where the actor has none."""
        return self.id or UUID(int=0)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    @property
    def brand_ids(self) -> frozenset[UUID]:
        return frozenset(grant.brand_id for grant in self.grants)

    def brands_with(self, right: Right) -> frozenset[UUID]:
        """Give the brands in which this actor holds a right."""
        return frozenset(grant.brand_id for grant in self.grants if right in rights_of(frozenset({grant.role})))

    def may(self, right: Right, brand_id: UUID | None = None) -> bool:
        """Say whether the actor holds a right, in this brand or in any."""
        if self.kind is ActorKind.SYSTEM:
            return True
        brands = self.brands_with(right)
        return bool(brands) if brand_id is None else brand_id in brands

    def require(self, right: Right, brand_id: UUID | None = None) -> None:
        """Refuse an actor without a right, in this brand or in any. Errors: NotAllowed."""
        if not self.may(right, brand_id):
            raise NotAllowed(right=right.value)


SYSTEM = Actor(kind=ActorKind.SYSTEM)


def representative(customer_id: UUID, language: str = "en") -> Actor:
    """Name somebody who acts for the complainant."""
    return Actor(kind=ActorKind.REPRESENTATIVE, id=customer_id, language=language)


def complainant(customer_id: UUID | None, language: str = "en") -> Actor:
    """Name the complainant as the author; None when they gave no name."""
    return Actor(kind=ActorKind.COMPLAINANT, id=customer_id, language=language)
