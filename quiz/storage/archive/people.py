"""Whose history an archive holds, and who of that is here already.

A player is an id, hence the same id is the same person. So is somebody whose log shares an answer
that was given in this game: archives of format 1 knew players by name alone, and a history that
came here from one has ids of its own. A name that is equal and nothing more says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quiz.errors import QuizError
from quiz.history.events import Answer, Event, Input, Rerate, Undo
from quiz.history.players import Player, free_name, tidy_name
from quiz.storage.archive.manifest import Packed
from quiz.storage.log.players import new_id
from quiz.storage.log.store import Store

Same = Callable[[Player, str], bool]
"""Whether a player here and one of the archive, of equal names, are the same person."""


@dataclass(frozen=True, slots=True)
class PersonToRestore:
    """A player of the archive. player: who that is here. new: whether they are added. back:
    whether they were removed here, and come back. joined: who is a part of them from now on.
    events: those not in the history yet. other: of the same name, but somebody else."""

    player: Player
    new: bool
    back: bool
    joined: tuple[Player, ...]
    events: list[Event]
    other: Player | None = None

    @property
    def is_empty(self) -> bool:
        """Whether all of it is here already."""
        return not (self.new or self.back or self.joined or self.events)


class People:
    """Finds who the players of one archive are here.

    same: asked about each pair of equal names that nothing else connects. wanted: the name here of
    the archive's one player, None where it says nothing about that.
    """

    def __init__(self, store: Store, same: Same, wanted: str | None = None) -> None:
        self._store = store
        self._same = same
        self._wanted = wanted
        self._added: list[str] = []

    def plan(self, packed: Packed, events: list[Event]) -> PersonToRestore:
        """Who it is here, and what of it is new. Raises QuizError."""
        store = self._store
        owners = store.owners(event.id for event in events)
        name = _tidied(packed.name)
        key = packed.ids[0] if packed.ids else new_id()
        here = self._known(packed, events, owners)
        other = None
        if self._wanted is not None:
            wanted = store.find_player(self._wanted)
            if here is not None and here != wanted:
                raise QuizError(
                    f"{name} is here already, as {here.name}; `quiz players` renames and joins"
                )
            here, name = wanted, _tidied(self._wanted)
        elif here is None:
            other = store.find_player(name)
            if other is not None and (not store.events(other.id) or self._same(other, name)):
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
                Player(key, _tidied(packed.name_of(key)))
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
        self, packed: Packed, events: Iterable[Event], owners: dict[str, str]
    ) -> Player | None:
        """The player here with one of these ids, or with an answer of these."""
        shared = (owners[e.id] for e in events if e.id in owners and _given_here(e))
        for key in (*packed.ids, *shared):
            person = self._store.person_of(key)
            if person is not None:
                return Player(person, self._store.name_of(person))
        return None


def add_people(people: Sequence[PersonToRestore], store: Store) -> None:
    """Add the players, so that their order stays, and whoever played last here still did."""
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
    """Whether an event has an id by chance: those of imported ones follow from what they say."""
    if isinstance(event, Answer):
        return event.input is not Input.ELSEWHERE
    return isinstance(event, Undo | Rerate)


def _tidied(name: str) -> str:
    try:
        return tidy_name(name)
    except ValueError as error:
        raise QuizError(str(error)) from error
