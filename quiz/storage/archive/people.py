"""Matches the players of an archive with the players here.

The same id means the same person. So does a shared answer that was given in this game: format 1
identified players by name only, so a history restored from it has new ids. An equal name alone
proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.errors import QuizError
from quiz.history.events import Answer, Event, Input, Rerate, Undo
from quiz.history.player import Player, free_name, tidy_name
from quiz.storage.archive.manifest import ArchivedPlayer
from quiz.storage.log.players_table import new_id
from quiz.storage.log.store import Store


@dataclass(frozen=True, slots=True)
class PersonToRestore:
    """A player in the archive. player: who they are here. new: whether they are added here. back:
    whether they were removed here and are brought back. joined: players to join to them.
    events: those not yet in the history here. other: somebody with the same name, who may be the
    same person."""

    player: Player
    new: bool
    back: bool
    joined: tuple[Player, ...]
    events: list[Event]
    other: Player | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is already here."""
        return not (self.new or self.back or self.joined or self.events)


class People:
    """Finds the players of one archive among the players here.

    wanted: the name that the archive's only player has here, if given.
    """

    def __init__(self, store: Store, wanted: str | None = None) -> None:
        self._store = store
        self._wanted = wanted
        self._added: list[str] = []

    def plan(self, packed: ArchivedPlayer, events: list[Event]) -> PersonToRestore:
        """Find out who the player is here, and what is new. Raises QuizError."""
        store = self._store
        owners = store.owners(event.id for event in events)
        name = tidy_name(packed.name)
        key = packed.ids[0] if packed.ids else new_id()
        here = self._known(packed, events, owners)
        other = None
        if self._wanted is not None:
            wanted = store.find_player(self._wanted)
            if here is not None and here != wanted:
                raise QuizError(
                    f"{name} is already here, as {here.name}; `quiz players` renames and joins"
                )
            here, name = wanted, tidy_name(self._wanted)
        elif here is None:
            other = store.find_player(name)
            if other is not None and not store.events(other.id):
                here, other = other, None
        new = here is None
        if here is None:
            taken = [*(player.name for player in store.players()), *self._added]
            here = Player(key, free_name(name, taken))
            self._added.append(here.name)
        return PersonToRestore(
            here,
            new,
            not new and here not in store.players(),
            tuple(
                Player(key, tidy_name(packed.name_of(key)))
                for key in packed.ids
                if key != here.id and store.person_of(key) is None
            ),
            [
                event if packed.ids else event._replace(player=here.id)
                for event in events
                if event.id not in owners
            ],
            other,
        )

    def _known(
        self, packed: ArchivedPlayer, events: Iterable[Event], owners: dict[str, str]
    ) -> Player | None:
        """The player here with one of these ids or answers."""
        shared = (owners[e.id] for e in events if e.id in owners and _given_here(e))
        for key in (*packed.ids, *shared):
            person = self._store.person_of(key)
            if person is not None:
                return Player(person, self._store.name_of(person))
        return None


def add_people(people: Sequence[PersonToRestore], store: Store) -> None:
    """Add the players in their order; the last player to play here stays the last one."""
    last = None if store.is_unnamed() else next(iter(store.players()), None)
    new = [person for person in people if person.new]
    for chosen, person in enumerate(reversed(new), 2):
        store.add_player(person.player.name, person.player.id, chosen)
    for person in people:
        if person.back:
            store.bring_back_player(person.player.id)
        for part in person.joined:
            store.join_id(part.id, part.name, person.player.id)
    if new and last is not None:
        store.choose_player(last.id)


def _given_here(event: Event) -> bool:
    """Whether the event's id is random; ids of imported events are derived from their content."""
    if isinstance(event, Answer):
        return event.input is not Input.ELSEWHERE
    return isinstance(event, Undo | Rerate)
