"""The rules of a live quiz."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.card import Kind, Media
from quiz.decks.cards import make_cards
from quiz.history.events import Input
from quiz.live.commands import (
    ABANDONED_MS,
    MOST_HALF_TRIP,
    MOST_PLAYERS,
    Begin,
    End,
    Give,
    GoOn,
    Join,
    Kick,
    LiveError,
    Lock,
    Tick,
    due_at,
    events_of,
    next_for,
)
from quiz.live.events import Opened, body_of, event_of, kind_of
from quiz.live.game import GRACE_MS, PATIENCE, LiveGame, Phase, ranking, team_ranking
from quiz.live.names import LONGEST_NAME, MOST_TEAMS, clean_name, free_name, team_names
from quiz.live.question import SECONDS, LiveQuestion, from_json, live_questions, to_json
from quiz.live.shown import question_of, standing_lines
from quiz.live.view import Views, own_answers
from quiz.round.distractor_pool import DistractorPool
from quiz.text.boxes import cells
from tests import strategies
from tests.factories import EVENING, card
from tests.live.cards import CARDS, Log, given_for, questions


@pytest.fixture
def log() -> Log:
    found = Log()
    for name in ("Ada", "Bo", "Cy"):
        found.do(Join(f"key of {name}", name))
    return found


def go_on(log: Log) -> None:
    assert log.do(GoOn(log.game.step))


def answer(log: Log, player: int, *, right: bool = True, after: int = 0, trip: int = 0) -> int:
    """A player's answer to the open question, so many milliseconds after it was asked."""
    asked = log.game.open
    assert asked
    log.now = log.game.asked_at + after
    return log.do(Give(player, log.game.asked, given_for(asked, right=right), trip))


def points(log: Log) -> list[int]:
    return [player.points for player in log.game.players.values()]


# ── the run of a quiz ───────────────────────────────────────────────────────────


def test_a_whole_quiz(log: Log) -> None:
    phases = [log.game.phase]
    while log.game.phase is not Phase.OVER:
        go_on(log)
        phases.append(log.game.phase)
    led = [Phase.ASKING, Phase.REVEALED, Phase.STANDINGS]
    assert phases == [Phase.LOBBY, *led * 3, Phase.ASKING, Phase.REVEALED, Phase.OVER]


def test_every_kind_of_question_is_asked() -> None:
    assert [each.input for each in questions()] == [
        Input.CHOICE, Input.TYPED, Input.SEQUENCE, Input.TRUE_FALSE
    ]  # fmt: skip
    assert [each.seconds for each in questions()] == [SECONDS[each.input] for each in questions()]


def test_what_only_the_player_can_judge_is_left_out() -> None:
    long = card(answers=("as long as " * 10,))
    assert live_questions([long], DistractorPool([long]).draw, None) == ()  # type: ignore[arg-type]


def test_nobody_there_is_no_quiz() -> None:
    log = Log()
    with pytest.raises(LiveError, match="Nobody has joined"):
        events_of(log.game, GoOn(0), EVENING)


def test_a_question_is_over_when_all_have_answered(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    answer(log, 2)
    assert log.game.phase is Phase.ASKING
    answer(log, 3)
    assert log.game.phase is Phase.REVEALED


def test_nobody_waits_for_players_who_have_gone(log: Log) -> None:
    for _ in range(PATIENCE):
        go_on(log)
        answer(log, 1)
        go_on(log)
        go_on(log)
    go_on(log)
    answer(log, 1)
    assert log.game.phase is Phase.REVEALED


def test_time_ends_a_question(log: Log) -> None:
    go_on(log)
    log.now = log.game.ends_at + GRACE_MS - 1
    assert log.do(Tick()) == 0
    log.now = due_at(log.game) or 0
    assert log.do(Tick()) == 1
    assert log.game.phase is Phase.REVEALED
    assert log.do(Tick()) == 0


def test_to_go_on_twice_is_to_go_on_once(log: Log) -> None:
    step = log.game.step
    assert log.do(GoOn(step)) == 1
    assert log.do(GoOn(step)) == 0
    assert log.game.phase is Phase.ASKING


# ── points ──────────────────────────────────────────────────────────────────────


def test_right_and_fast_is_worth_most(log: Log) -> None:
    go_on(log)
    answer(log, 1, after=1_000)
    answer(log, 2, after=11_000)
    answer(log, 3, after=11_500, right=False)
    # Choice: 50 × 1.20 = 60, and half of it for speed from 12 s down to 2 s.
    assert points(log) == [90, 63, 0]


def test_points_stay_secret_until_the_reveal(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    assert points(log) == [0, 0, 0]
    view = Views(log.game, log.now).player(log.game.players[1])
    assert view["you"]["points"] == 0
    assert view["you"]["right"] == 0


def test_right_answers_in_a_row_multiply(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    go_on(log)
    go_on(log)
    go_on(log)
    first = log.game.players[1].points
    answer(log, 1, after=20_000)
    answer(log, 2, after=20_000)
    go_on(log)
    typed = 120
    assert log.game.players[1].points - first == typed * 110 // 100
    assert log.game.players[2].points == typed


def test_a_question_without_an_answer_ends_the_row(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    go_on(log)
    assert log.game.players[1].streak == 1
    go_on(log)
    go_on(log)
    go_on(log)
    assert log.game.players[1].streak == 0


def test_part_of_a_sequence_counts_in_part() -> None:
    log = Log(Opened("Test", questions()[2:3], "host"))
    log.do(Join("a", "Ada"))
    log.do(GoOn(0))
    asked = log.game.questions[0]
    order = given_for(asked, right=True)
    assert isinstance(order, list)
    order[0], order[1] = order[1], order[0]
    log.now += 20_000
    log.do(Give(1, 0, order))
    # Sequence: 100 × 1.20, times 2 of 4 steps in their place, and nothing for speed.
    assert points(log) == [60]
    assert log.game.players[1].streak == 0


def test_equal_points_share_a_place(log: Log) -> None:
    go_on(log)
    answer(log, 1, right=False)
    answer(log, 2)
    answer(log, 3)
    assert [each.place for each in ranking(log.game.playing)] == [1, 1, 3]


def test_teams_are_ranked_by_their_mean() -> None:
    log = Log(Opened("Test", questions(), "host", ("Red", "Blue", "Green")))
    for name, team in (("a", "Red"), ("b", "Red"), ("c", "Blue")):
        log.do(Join(name, name, team))
    log.do(GoOn(0))
    answer(log, 1)
    answer(log, 3)
    answer(log, 2, right=False)
    assert [(each.place, each.name, each.points) for each in team_ranking(log.game)] == [
        (1, "Blue", 90), (2, "Red", 45)
    ]  # fmt: skip


# ── time ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("after", "trip", "counts"),
    [
        (20_000, 0, True),
        (20_001, 0, False),
        (20_100, 200, True),
        (20_101, 200, False),
        (20_000 + MOST_HALF_TRIP, 60_000, True),
        (20_001 + MOST_HALF_TRIP, 60_000, False),
        (20_001, -5, False),
    ],
)
def test_the_edge_of_the_clock(log: Log, after: int, trip: int, *, counts: bool) -> None:
    go_on(log)
    assert answer(log, 1, after=after, trip=trip) == counts


def test_half_of_the_way_through_the_network_is_no_time_of_the_answer(log: Log) -> None:
    go_on(log)
    answer(log, 1, after=5_000, trip=300)
    assert log.game.players[1].given[0].ms == 4_850
    answer(log, 2, after=100, trip=60_000)
    assert log.game.players[2].given[0].ms == 0


def test_clocks_stand_still_while_no_server_is_there(log: Log) -> None:
    go_on(log)
    answer(log, 1, after=1_000)
    log.now += 30_000
    log.do(Tick(resumed=True))
    assert log.game.phase is Phase.ASKING
    assert log.game.ends_at == log.game.asked_at + 20_000
    log.now += 2_000
    asked = log.game.open
    assert asked
    assert log.do(Give(2, 0, given_for(asked, right=True)))
    assert log.game.players[2].given[0].ms == 3_000


def test_a_question_that_nobody_closed_is_asked_on(log: Log) -> None:
    go_on(log)
    log.now = log.game.ends_at + GRACE_MS + ABANDONED_MS + 1
    log.do(Tick())
    assert log.game.phase is Phase.ASKING
    assert log.game.ends_at > log.now
    log.now = due_at(log.game) or 0
    log.do(Tick())
    assert log.game.phase is Phase.REVEALED


# ── who comes in ────────────────────────────────────────────────────────────────


def test_to_come_in_twice_is_to_come_in_once(log: Log) -> None:
    assert log.do(Join("key of Ada", "Ada")) == 0
    assert log.do(Join("key of Ada", "Another")) == 0
    assert len(log.game.players) == 3


def test_the_same_name_twice_gets_a_number(log: Log) -> None:
    log.do(Join("x", "ada"))
    log.do(Join("y", "ADA"))
    assert [player.name for player in log.game.playing][3:] == ["ada 2", "ADA 3"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("O'Brien <b>", "O'Brien <b>"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
        ("Jose\u0301", "José"),
        ("\u202eevil\x1b[31m", "evil[31m"),
        ("a\nb", "a b"),
        ("\u200b\u200d \u00a0", ""),
        ("", ""),
        ("x" * 99, "x" * (LONGEST_NAME - 1) + "…"),
        ("'; DROP TABLE live;--", "'; DROP TABLE live;--"),
    ],
)
def test_names_are_text(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@given(st.text(), st.lists(st.text(max_size=30), max_size=5))
def test_any_name_is_short_one_line_and_free(text: str, others: list[str]) -> None:
    name = clean_name(text)
    assert len(name) <= LONGEST_NAME
    assert name == " ".join(name.split())
    taken = [clean_name(each) for each in [*others, text]]
    found = free_name(name or "x", taken)
    assert found.casefold() not in {each.casefold() for each in taken}
    assert len(found) <= LONGEST_NAME


def test_a_name_without_anything_to_see_is_asked_for_again(log: Log) -> None:
    with pytest.raises(LiveError, match="type a name"):
        events_of(log.game, Join("z", " \u200b"), EVENING)


def test_a_locked_quiz_lets_in_only_those_who_are_in(log: Log) -> None:
    log.do(Lock(True))
    with pytest.raises(LiveError, match="locked"):
        events_of(log.game, Join("new", "Eve"), EVENING)
    assert events_of(log.game, Join("key of Ada", "Ada"), EVENING) == ()
    log.do(Lock(False))
    assert log.do(Join("new", "Eve")) == 1


def test_who_was_sent_out_stays_out_and_frees_the_name(log: Log) -> None:
    log.do(Kick(1))
    with pytest.raises(LiveError, match="sent you out"):
        events_of(log.game, Join("key of Ada", "Ada"), EVENING)
    log.do(Join("other", "Ada"))
    assert log.game.players[4].name == "Ada"
    go_on(log)
    assert answer(log, 1) == 0
    view = Views(log.game, log.now).player(log.game.players[1])
    assert view["kicked"]
    assert "question" not in view


def test_a_full_quiz_and_one_that_is_over(log: Log) -> None:
    for number in range(MOST_PLAYERS - 3):
        assert log.do(Join(str(number), "x" + str(number)))
    with pytest.raises(LiveError, match="full"):
        events_of(log.game, Join("one more", "y"), EVENING)
    log.do(End())
    with pytest.raises(LiveError, match="over"):
        events_of(log.game, Join("one more", "y"), EVENING)
    assert log.do(End()) == 0


def test_teams_fill_up_evenly() -> None:
    log = Log(Opened("Test", questions(), "host", ("Red", "Blue")))
    for name in "abcd":
        log.do(Join(name, name, "Red" if name == "a" else "no such team"))
    assert [player.team for player in log.game.playing] == ["Red", "Blue", "Red", "Blue"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("3", ("Team 1", "Team 2", "Team 3")),
        ("Red, Blue,red,", ("Red", "Blue")),
        ("Red", ()),
        ("", ()),
        ("99", tuple(f"Team {n}" for n in range(1, MOST_TEAMS + 1))),
    ],
)
def test_names_of_teams(text: str, names: tuple[str, ...]) -> None:
    assert team_names(text) == names


# ── answers ─────────────────────────────────────────────────────────────────────


def test_the_first_answer_counts(log: Log) -> None:
    go_on(log)
    assert answer(log, 1, right=False)
    assert answer(log, 1, right=True) == 0
    assert log.game.answers == 1


@pytest.mark.parametrize(
    "nonsense", [None, -1, 4, 1.0, True, "0", [0, 1], [], {"a": 1}, [None], "x" * 9999]
)
def test_an_answer_that_does_not_fit_is_none(log: Log, nonsense: object) -> None:
    go_on(log)
    assert log.do(Give(1, 0, nonsense)) == 0
    assert log.do(Give(99, 0, 0)) == 0
    assert log.do(Give(1, 1, 0)) == 0


@pytest.mark.parametrize("nonsense", [[0, 1, 2], [0, 1, 2, 2], [0, 1, 2, 4], 0, "0 1 2 3"])
def test_an_order_that_is_none(nonsense: object) -> None:
    assert questions()[2].response(nonsense) is None
    assert questions()[2].response([3, 2, 1, 0]) is not None


# ── a challenge at everyone's own pace ──────────────────────────────────────────


@pytest.fixture
def challenge() -> Log:
    log = Log(Opened("Week", questions(), "host", (), EVENING + 7 * 86_400_000))
    log.do(Join("a", "Ada"))
    log.do(Join("b", "Bo"))
    return log


def test_a_challenge_goes_at_everyones_own_pace(challenge: Log) -> None:
    log = challenge
    assert log.game.phase is Phase.OPEN
    for number, asked in enumerate(log.game.questions):
        assert log.do(Begin(1, number))
        assert log.do(Begin(1, number)) == 0
        assert log.do(Begin(1, number + 1)) == 0
        log.now += 1_000
        assert log.do(Give(1, number, given_for(asked, right=True)))
        assert log.do(Give(1, number, given_for(asked, right=False))) == 0
    assert next_for(log.game, log.game.players[1], log.now) is None
    assert log.game.players[1].streak == 4
    log.now += 3 * 86_400_000
    assert log.do(Begin(2, 0))


def test_a_question_of_a_challenge_ends_by_its_own_clock(challenge: Log) -> None:
    log = challenge
    log.do(Begin(1, 0))
    log.now += 20_001
    assert log.do(Give(1, 0, 0)) == 0
    log.now += GRACE_MS
    view = Views(log.game, log.now).player(log.game.players[1])
    assert view["given"] is None
    assert view["next"] == 1
    assert log.do(Begin(1, 1))


def test_a_challenge_ends_after_its_week(challenge: Log) -> None:
    log = challenge
    log.now = due_at(log.game) or 0
    assert log.do(Tick()) == 1
    assert log.game.phase is Phase.OVER
    assert log.do(Begin(1, 0)) == 0


def test_a_challenge_waits_while_no_server_is_there(challenge: Log) -> None:
    log = challenge
    log.do(Begin(1, 0))
    log.now += 3_600_000
    log.do(Tick(resumed=True))
    assert log.do(Give(1, 0, given_for(log.game.questions[0], right=True)))


# ── views ───────────────────────────────────────────────────────────────────────


def test_no_view_tells_the_answer_before_the_reveal(log: Log) -> None:
    go_on(log)
    go_on(log)
    go_on(log)
    go_on(log)
    secret = CARDS[1].answers[0]
    answer(log, 2, right=False)
    views = Views(log.game, log.now)
    before = [views.player(log.game.players[1]), views.host(), views.outside()]
    assert secret not in json.dumps(before)
    go_on(log)
    views = Views(log.game, log.now)
    for view in (views.player(log.game.players[1]), views.host()):
        assert view["told"]["answer"] == secret


def test_options_are_told_without_a_mark_on_the_right_one(log: Log) -> None:
    go_on(log)
    for view in (Views(log.game, log.now).player(log.game.players[1]),):
        assert sorted(view["question"]["options"]) == ["Almaty", "Astana", "Bishkek", "Shymkent"]
        assert not {"told", "right", "counts", "key"} & {*view, *view["question"]}


def test_the_distribution_of_each_kind(log: Log) -> None:
    counted = []
    while log.game.phase is not Phase.OVER:
        go_on(log)
        if log.game.phase is Phase.ASKING:
            answer(log, 1)
            answer(log, 2, right=False)
            answer(log, 3, right=False)
            counted.append(Views(log.game, log.now).host()["counts"])
    for counts in counted:
        assert sum(each["count"] for each in counts) == 3
        assert [each["count"] for each in counts if each["right"]] == [1]


def test_own_answers_are_told_once_they_are_closed(log: Log) -> None:
    go_on(log)
    answer(log, 1, after=1_500)
    player = log.game.players[1]
    assert own_answers(log.game, player) == []
    go_on(log)
    [told] = own_answers(log.game, player)
    assert (told["card"], told["response"], told["ms"]) == ("choice", ["Astana"], 1_500)


# ── the log ─────────────────────────────────────────────────────────────────────


def test_events_survive_their_way_to_disk(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    log.do(Kick(2))
    log.do(Lock(True))
    log.do(Tick(resumed=True))
    log.do(End())
    for dated in log.events:
        assert event_of(kind_of(dated.event), body_of(dated.event)) == dated.event


@given(strategies.decks())
def test_any_card_survives_its_way_to_disk(deck: object) -> None:
    for each in make_cards(deck, "deck"):  # type: ignore[arg-type]
        question = LiveQuestion(each, Input.TYPED, ("a", "b"), 20)
        assert from_json(json.loads(json.dumps(to_json(question)))) == question


def test_a_gap_in_the_log_is_noticed() -> None:
    log = Log()
    log.do(Join("a", "Ada"))
    log.do(GoOn(0))
    other = LiveGame()
    assert not other.take(2, log.events[1])
    assert other.take(1, log.events[0])
    assert other.take(1, log.events[0])
    assert [other.take(number, log.events[number - 1]) for number in (3, 2, 3)] == [
        False, True, True
    ]  # fmt: skip
    assert other == log.game


def test_nobody_waits_for_somebody_who_was_sent_out(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    answer(log, 2)
    assert log.game.phase is Phase.ASKING
    assert log.do(Kick(3)) == 2
    assert log.game.phase is Phase.REVEALED


def test_the_answer_of_somebody_who_was_sent_out_is_not_counted(log: Log) -> None:
    go_on(log)
    answer(log, 1)
    answer(log, 2)
    log.do(Kick(1))
    told = Views(log.game, log.now).host()
    assert (told["answers"], told["count"]) == (1, 2)
    answer(log, 3)
    assert log.game.phase is Phase.REVEALED


def test_no_view_names_the_file_of_a_picture() -> None:
    pictured = card(
        key="p", prompt="Whose ![](flags/france.png 't') and ![two](a(b)france.png)?",
        answers=("X",), media=Media("france.png", "a flag"), markdown=True,
    )  # fmt: skip
    log = Log(Opened("Test", questions([pictured]), "host"))
    log.do(Join("k", "Ada"))
    log.do(GoOn(log.game.step))
    told = Views(log.game, log.now).player(log.game.players[1])
    assert "france" not in json.dumps(told)
    assert told["question"]["picture"] == "a flag"
    assert told["question"]["prompt"] == "Whose ![](picture) and ![two](picture)?"


def test_a_cloze_has_gaps_until_its_answer_is_told() -> None:
    gap = card(
        key="g", kind=Kind.CLOZE, prompt="[…] is a lake ![](a.png).", answers=("Balkhash",),
        whole="Balkhash is a lake ![](a.png).", markdown=True,
    )  # fmt: skip
    log = Log(Opened("Test", questions([gap]), "host"))
    log.do(Join("k", "Ada"))
    log.do(GoOn(log.game.step))
    for told in ("[…] is a lake ![](picture).", "Balkhash is a lake ![](picture)."):
        views = Views(log.game, log.now)
        for view in (views.player(log.game.players[1]), views.host()):
            assert question_of(view).card.filled == told
        log.do(GoOn(log.game.step))


def test_nobody_has_moved_after_the_first_question(log: Log) -> None:
    befores = []
    for question in range(2):
        log.do(GoOn(log.game.step))
        for player in log.game.players.values():
            right = player.number == question + 1
            log.do(Give(player.number, question, given_for(questions()[question], right=right)))
        log.do(GoOn(log.game.step))
        befores.append([each["before"] for each in Views(log.game, log.now).host()["top"]])
        log.do(GoOn(log.game.step))
    first, second = befores
    assert set(first) == {0}
    assert 0 not in second


def test_standings_are_columns_whatever_the_names_are() -> None:
    log = Log(Opened("Test", questions(), "host"))
    for key, name in enumerate(("Ada", "😀" * 500, "李")):
        log.do(Join(str(key), name))
    log.do(End())
    lines = standing_lines(Views(log.game, log.now).host())
    assert len({cells(line) for line in lines}) == 1


def test_what_was_told_is_not_asked_again_after_the_server_was_away(challenge: Log) -> None:
    challenge.do(Begin(1, 0))
    due = due_at(challenge.game)
    assert due is not None
    challenge.now = due - 1
    assert challenge.do(Tick()) == 0
    challenge.now = due
    assert "told" in Views(challenge.game, challenge.now).player(challenge.game.players[1])
    assert challenge.do(Tick()) == 1
    assert challenge.do(Tick()) == 0
    challenge.now += 3_600_000
    challenge.do(Tick(resumed=True))
    assert next_for(challenge.game, challenge.game.players[1], challenge.now) == 1
    right = given_for(challenge.game.questions[0], right=True)
    assert challenge.do(Give(1, 0, right)) == 0
    assert points(challenge)[0] == 0
