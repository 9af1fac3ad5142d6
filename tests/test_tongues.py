"""Questions in the bot's other languages are noticed, and no English question is taken for one for its names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.tongues import tongue_of
from make import gold_names, read_gold

SHARED = Path(__file__).parents[2] / "shared" / "eval" / "announcements" / "questions.jsonl"
FOREIGN = {
    "de": """Wann kommt das Margin 3?
wie schwer ist das neue nimbus x1
Was kostet der Tolino?
Wer ist der neue Chef von Carrowmede?
Wann öffnet die Brücke?
Wo findet das Halbfinale statt, und ab wann gibt es Karten?
Warum wurde der Start verschoben?
Kannst du mir sagen, wann Tidewright erscheint?
Fährt die Linie 7 wieder?
Wann startet The Salt Cartographer?
Wie viele Leute arbeiten bei Zuvero
wann?""",
    "es": """¿Cuándo sale el Margin 3?
cuando sale el nuevo nimbus
¿Cuánto cuesta el X1?
Quién es el director de la película?
¿Dónde será la semifinal?
¿Por qué se retrasó el lanzamiento?
cuánto pesa el Margin 3
Qué precio tiene la Brisa
¿Cuándo abre el museo del reloj?
¿Está confirmada la fecha?
Dime cuándo llega Tidewright por favor
¿Cuántas personas trabajan en Zuvero?""",
    "it": """Quando esce il Margin 3?
quanto costa il nuovo nimbus x1
Chi è il nuovo direttore di Carrowmede?
Dove si gioca la semifinale?
Perché è stato rinviato il lancio?
Quanto pesa il Margin 3?
Quali sono le novità di Quillfern 6?
Quando apre il museo dell'orologio?
Che cosa ha detto il direttore?
Mi puoi dire quando esce Tidewright?
Qual è il prezzo della Brisa?
È confermata la data di uscita?""",
    "ru": """Когда выйдет Margin 3?
сколько стоит nimbus x1
Кто новый директор Carrowmede?
Почему перенесли запуск?
Где пройдёт полуфинал?
Сколько весит The Salt Cartographer?
Ходит ли седьмой трамвай?
Что сказал директор музея?
когда?
Margin 3 уже вышел?""",
    "zh": """Margin 3 什么时候上市？
nimbus x1 多少钱
第一款徕卡手机什么时候发布？
谁是 Carrowmede 的新总裁？
为什么推迟了？
半决赛在哪里举行
The Salt Cartographer 几号上映？
什么时候？""",
}
ENGLISH = """When does Das Boot come out?
who plays the lead in La casa de papel?
When will Il Corriere della Sera move?
What did Sofía say about Qué Pasa?
was ist on sale?
Is Wann the new head of Quando?
Is El Dorado near Las Vegas?
Who wrote 'Warum nicht ich?'
Who sang "¿Dónde está mi corazón?"
What does 小米 plan with 徕卡?
When does Война и мир start?
will die hard be shown in an old cinema
Margin 3 price
Nimbus X1 release date
Quando price
Der Spiegel
Los Angeles
Un Certain Regard
小米 price
price of Война и мир
por favor
when
X1?
""".strip().splitlines()


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_question_in_another_language_is_noticed(lang: str) -> None:
    questions = FOREIGN[lang].splitlines()
    assert {question: tongue_of(question) for question in questions} == dict.fromkeys(questions, lang)


@pytest.mark.parametrize("question", ENGLISH)
def test_foreign_names_make_no_foreign_question(question: str) -> None:
    assert tongue_of(question) is None


@pytest.mark.parametrize("name", gold_names())
def test_no_gold_question_is_taken_for_a_foreign_one(name: str) -> None:
    assert [gold.ask for gold in read_gold(name)[2] if tongue_of(gold.ask)] == []


@pytest.mark.skipif(not SHARED.is_file(), reason="the evaluation set does not lie beside the project")
def test_none_of_the_evaluation_sets_questions_is_taken_for_a_foreign_one() -> None:
    questions = [json.loads(line)["question"] for line in SHARED.read_text(encoding="utf-8").splitlines()]
    assert [question for question in questions if tongue_of(question)] == []


@pytest.mark.parametrize("text", ["", "?", "…", "1234", "😀", "a" * 5000, "いつ発売されますか", "متى يصدر", "\ud800"])
def test_doubt_is_no_language(text: str) -> None:
    assert tongue_of(text) is None
