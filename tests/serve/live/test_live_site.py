"""A live quiz over HTTP: who may do what, and what is told to whom."""

from __future__ import annotations

from tests.live.cards import given_for, questions
from tests.serve.live.conftest import Served


def test_a_quiz_from_the_lobby_to_the_podium(served: Served) -> None:
    host = served.open()
    ada, bo = host.join("Ada"), host.join("Bo")
    assert [each["name"] for each in host.view()["players"]] == ["Ada", "Bo"]
    for number, asked in enumerate(questions()):
        assert host.go_on()["phase"] == "asking"
        assert ada.view()["question"]["number"] == number
        assert ada.answer(given_for(asked, right=True), number)["given"]
        assert bo.answer(given_for(asked, right=False), number)["phase"] == "revealed"
        assert host.view()["told"]["answer"].casefold() == asked.card.answer.casefold()
        assert host.go_on()["phase"] in ("standings", "over")
    told = ada.view()
    assert told["you"]["place"] == 1
    assert told["you"]["right"] == 4
    assert bo.view()["you"]["points"] < told["you"]["points"]
