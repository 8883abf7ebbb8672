"""Every table that the application reads, as classes; the migrations are the truth and a test holds the two together."""

from gulir.tables.background import Anchor, Delivery, Draft, Effect, Mute, Notice, Outbox, Unmasking
from gulir.tables.cases import Case, Document, Event, Item, Mark, Signature, Turn
from gulir.tables.channels import Channel, ChannelAct, Hook
from gulir.tables.people import Batch, Group, GroupRecord, Household, Kampung, Member, Seat
from gulir.tables.reaching import Preference, Reach
from gulir.tables.world import Membership, Organisation, Person, Rulebook, Tenant

__all__ = [
    "Anchor",
    "Batch",
    "Case",
    "Channel",
    "ChannelAct",
    "Delivery",
    "Document",
    "Draft",
    "Effect",
    "Event",
    "Group",
    "GroupRecord",
    "Hook",
    "Household",
    "Item",
    "Kampung",
    "Mark",
    "Member",
    "Membership",
    "Mute",
    "Notice",
    "Organisation",
    "Outbox",
    "Person",
    "Preference",
    "Reach",
    "Rulebook",
    "Seat",
    "Signature",
    "Tenant",
    "Turn",
    "Unmasking",
]
