"""Syncs what follows a person: the players, their weights, and the settings for learning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from quiz.errors import QuizError
from quiz.history.ids import is_uuid
from quiz.history.player import DEFAULT_NAME, Player, free_name, tidy_name
from quiz.scheduling.parameter_bounds import checked_parameters
from quiz.settings.deck_tables import OPTION_BY_NAME
from quiz.settings.deck_tables import TABLE_NAME as DECK_TABLES
from quiz.settings.load import FILE_NAME, load_settings
from quiz.settings.parse import contradiction
from quiz.settings.save import change_settings
from quiz.settings.searches import TABLE_NAME as SEARCHES
from quiz.settings.settings import Settings
from quiz.settings.table import BY_NAME, TABLE
from quiz.storage import parameters
from quiz.storage.sync.agreement import Agreement, agree
from quiz.storage.sync.part import SyncPart
from quiz.storage.sync.questions import note_players

OF_THE_MACHINE = ("screen", "data")
"""The sections of the settings that stay on their device."""
TRAVELLING = tuple(setting for setting in TABLE if setting.section not in OF_THE_MACHINE)
SETTING, OPTIONS, SEARCH, WEIGHTS = "setting", "deck options", "search", "weights"
NAME, PART, REMOVED = "player", "part of player", "removed player"

Subject = tuple[str, str]


@dataclass
class PersonalSync(SyncPart):
    """Syncs players and settings of one data directory."""

    def run(self) -> None:
        """Take over what others changed, and say what changed here."""
        self._sync((NAME,), self._names, self._take_names)
        self._sync((PART, REMOVED), self._relations, self._take_relations)
        self._give_names_back()
        self._sync((WEIGHTS,), self._weights, self._take_weights)
        self._sync_settings()

    def _sync(
        self,
        kinds: tuple[str, ...],
        look: Callable[[], Mapping[Subject, Any]],
        take: Callable[[Mapping[Subject, Agreement]], AbstractSet[Subject]],
    ) -> None:
        """Agree on all subjects of these kinds.

        look: the values here; a subject that is not there has the value of nobody's choice, None.
        take: takes over values; returns the subjects of those that it could take.
        """
        here = look()
        said = self.notebook.said(*kinds)
        before = self.notebook.here(*kinds)
        found = {
            subject: agree(
                self.notebook.device,
                subject,
                here.get(subject),
                before.get(subject),
                said.get(subject, []),
                self.now,
            )
            for subject in {**here, **said}
        }
        adopted = {subject: each for subject, each in found.items() if each.adopted}
        taken = take(adopted) if adopted else frozenset[Subject]()
        here = look() if adopted else here
        new = [
            (subject, each.said)
            for subject, each in found.items()
            if each.said is not None and (subject not in adopted or subject in taken)
        ]
        with self.notebook.writing():
            for subject, statement in new:
                self.notebook.say(statement, here.get(subject))

    # ── players ─────────────────────────────────────────────────────────────────

    def _everybody(self) -> list[Player]:
        """All players here but one who has neither a name nor answers."""
        former = [Player(gone.id, gone.name) for gone in self.store.absent_players()]
        return [
            player
            for player in (*self.store.players(), *former)
            if player.name != DEFAULT_NAME or self.store.count(player.id)
        ]

    def _names(self) -> dict[Subject, Any]:
        return {(NAME, player.id): player.name for player in self._everybody()}

    def _take_names(self, adopted: Mapping[Subject, Agreement]) -> AbstractSet[Subject]:
        store = self.store
        nobody = store.is_unnamed() or not store.players()
        new: list[Player] = []
        taken_over = {
            subject: each for subject, each in adopted.items() if is_name(subject[1], each.value)
        }
        for (_, key), each in taken_over.items():
            name = tidy_name(each.value)
            here = store.person_of(key)
            if here is None:
                namesake = store.find_player(name)
                taken = [player.name for player in store.players()]
                new.append(store.add_player(free_name(name, taken), key))
                self.report.changes.append(f"player {name}: from {each.adopted}")
                if namesake is not None:
                    self._meet(namesake, new[-1])
            elif here == key:
                taken = [player.name for player in store.players() if player.id != key]
                store.rename_player(key, free_name(name, taken))
        if nobody and len(new) == 1:
            # The first start on a new device.
            for player in store.players():
                if player.id != new[0].id:
                    store.join_players(player.id, new[0].id)
            store.choose_player(new[0].id)
        return taken_over.keys()

    def _meet(self, here: Player, there: Player) -> None:
        """Two players with one name: one who has never played is the other one."""
        if not self.store.count(here.id):
            self.store.join_players(here.id, there.id)
            return
        note_players(self.notebook, here, there)

    def _give_names_back(self) -> None:
        """Call players by their own names again, if nobody else here has those any more."""
        here = self.notebook.here(NAME)
        for every in self.notebook.said(NAME).values():
            for said in every:
                known = here.get((NAME, said.name))
                if said.device != self.notebook.device or known == said.value:
                    continue
                if self.store.find_player(said.value) is None and (
                    self.store.person_of(said.name) == said.name
                ):
                    self.store.rename_player(said.name, said.value)
                    self.notebook.say(said, said.value)

    def _relations(self) -> dict[Subject, Any]:
        known = {player.id for player in self._everybody()}
        found: dict[Subject, Any] = {}
        for gone in self.store.absent_players():
            if gone.id in known:
                found[(PART if gone.joined else REMOVED, gone.id)] = gone.joined or True
        return found

    def _take_relations(self, adopted: Mapping[Subject, Agreement]) -> AbstractSet[Subject]:
        store = self.store
        parts = {key: value for (_, key), value in self._relations().items() if value is not True}
        parts |= {
            key: each.value
            for (kind, key), each in adopted.items()
            if kind == PART and isinstance(each.value, str | None)
        }
        taken: set[Subject] = set()
        for (kind, key), each in adopted.items():
            if not isinstance(each.value, str | bool | None):
                continue
            root = root_of(key, parts)
            person = store.person_of(key)
            if person is None or store.person_of(root) is None:
                continue
            taken.add((kind, key))
            if kind == PART and root != key:
                if store.person_of(root) != root:
                    store.bring_back_player(root)
                if person != root:
                    store.join_players(key, root)
            elif kind == REMOVED and each.value:
                store.remove_player(key)
            elif any(gone.id == key for gone in store.absent_players()):
                store.bring_back_player(key)
        return taken

    # ── weights ─────────────────────────────────────────────────────────────────

    def _weights(self) -> dict[Subject, Any]:
        path = self.home / parameters.FILE_NAME
        if not path.exists():
            return {}
        found = {
            (WEIGHTS, player.id): parameters.load_parameters(path, player.id).parameters
            for player in self.store.players()
        }
        return {subject: list(weights) for subject, weights in found.items() if weights}

    def _take_weights(self, adopted: Mapping[Subject, Agreement]) -> AbstractSet[Subject]:
        taken: set[Subject] = set()
        for (_, key), each in adopted.items():
            try:
                weights = checked_parameters(each.value) if each.value else ()
            except (ValueError, TypeError):
                continue
            if self.store.person_of(key) == key:
                name = self.store.name_of(key)
                path = self.home / parameters.FILE_NAME
                parameters.save_parameters(path, key, weights, f"from {each.adopted}", name)
                self.report.changes.append(f"weights of {name}: from {each.adopted}")
                taken.add((WEIGHTS, key))
        return taken

    # ── settings ────────────────────────────────────────────────────────────────

    def _sync_settings(self) -> None:
        loaded = load_settings(self.home / FILE_NAME)
        if loaded.faults:
            # A value that cannot be read is not one that was chosen.
            self.report.waiting.append(f"settings: {loaded.faults[0]}")
            return
        self._settings = loaded.settings
        kinds = (SETTING, OPTIONS, SEARCH)
        self._sync(kinds, lambda: chosen(self._settings), self._take_settings)

    def _take_settings(self, adopted: Mapping[Subject, Agreement]) -> AbstractSet[Subject]:
        wanted = {
            subject: each for subject, each in adopted.items() if is_setting(subject, each.value)
        }
        plain = {
            name: BY_NAME[name].default if each.value is None else BY_NAME[name].accept(each.value)
            for (kind, name), each in wanted.items()
            if kind == SETTING
        }
        changed: dict[str, Any] = plain
        if contradiction(self._settings._replace(**changed)):
            wanted = {subject: each for subject, each in wanted.items() if subject[0] != SETTING}

        def change(document: Any) -> None:
            for (kind, name), each in wanted.items():
                if kind == SETTING:
                    value = plain[name]
                    document[name] = list(value) if isinstance(value, tuple) else value
                else:
                    title = DECK_TABLES if kind == OPTIONS else SEARCHES
                    table = document.setdefault(title, {})
                    table.pop(name, None)
                    if each.value is not None:
                        table[name] = each.value
                    if not table:
                        del document[title]

        if wanted:
            self._settings = change_settings(self.home / FILE_NAME, change)
        for (kind, name), each in wanted.items():
            title = BY_NAME[name].title if kind == SETTING else f"{kind} {name}"
            self.report.changes.append(f"{title}: from {each.adopted}")
        return wanted.keys()


def chosen(settings: Settings) -> dict[Subject, Any]:
    """All settings that travel and differ from their default, as JSON."""
    found: dict[Subject, Any] = {}
    for setting in TRAVELLING:
        value = getattr(settings, setting.name)
        if value != setting.default:
            found[SETTING, setting.name] = list(value) if isinstance(value, tuple) else value
    for name, options in settings.decks.items():
        own = {key: value for key, value in options._asdict().items() if value is not None}
        found[OPTIONS, name] = own
    return found | {(SEARCH, name): query for name, query in settings.searches.items()}


def is_setting(subject: Subject, value: Any) -> bool:
    """Whether this version knows the setting, and the value is valid or None for the default."""
    kind, name = subject
    try:
        if kind == SETTING:
            setting = BY_NAME.get(name)
            if setting not in TRAVELLING:
                return False
            return value is None or setting.accept(value) is not None
        if value is None:
            return True
        if kind == OPTIONS:
            return (
                name.isprintable()
                and bool(value)
                and all(OPTION_BY_NAME[key].accept(each) is not None for key, each in value.items())
            )
    except (ValueError, KeyError, AttributeError):
        return False
    return isinstance(value, str) and bool(value) and f"{name}{value}".isprintable()


def is_name(key: str, name: Any) -> bool:
    """Whether these are the id and the name of a player."""
    try:
        return is_uuid(key) and bool(tidy_name(name))
    except (QuizError, TypeError, AttributeError):
        return False


def root_of(key: str, parts: Mapping[str, Any]) -> str:
    """The player to whom one belongs. parts: the player that each is a part of. If two devices
    joined two players crosswise, the one with the lesser id stays."""
    way = [key]
    while (into := parts.get(way[-1])) is not None:
        if into in way:
            return min(way[way.index(into) :])
        way.append(into)
    return way[-1]
