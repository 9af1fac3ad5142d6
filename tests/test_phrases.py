"""Open questions through the front door: what, which, where, why, lists and definitions, and when to say nothing."""

# ruff: noqa: E501 (the texts stand as they are published, one line a paragraph)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 6, 20)

OBSERVATORY = """The Varga Observatory will not reopen on 2 May as announced. Inspectors found rust in the bearings of the dome.

Until the repair is done, the telescope can only be used from the control room. The bearings are being cast at a foundry in Milsk.

The observatory houses the Corvus telescope, a spectrograph and a solar camera. Schools can borrow the travelling exhibition Dark Skies free of charge."""

BANK = """Corvane Bank will close its branch in Harrow Street because fewer than 20 people a day come to the counter.

Customers can pay in cash at the post office opposite the town hall. The night safe stays in the lobby of the old building.

Letters will carry the new code CVB-7. The savings account Acorn is replaced by the account Oak.

The bank now trains its staff in sign language, first aid and fraud detection. Spokeswoman Irma Talley said the sculpture in the hall would go to the city museum."""

ROAD = """The B77 between Oxley and Tarn is closed to lorries from Monday 16 June.

Reason: replacement of the bridge joints
Diversion: via Route 9 and Pike Lane
Affected villages: Oxley, Tarn, Little Moss

Drivers of wide loads should call the police before setting out. The bus to the hospital leaves from the car park behind the library."""

BAND = """The Hollow Larks have cancelled their spring tour. Singer Mara Dell tore a vocal cord in March.

Tickets can be returned at the shop where they were bought. The band's new single, Paper Harbour, comes out anyway.

The album was recorded in a disused mill near Fossby, with Ann Rook on cello and Theo Brandt on drums. The band hopes to play the songs in small halls, without amplifiers.

For their last record, Slow Weather, the Larks won the Amber Lyre."""

HOSPITAL = """St Oda Hospital is moving its children's ward to the ground floor so that parents can reach it without a lift.

Why now? The insurance paid for the new windows only until this year.

What should visitors bring? An identity card and, for newborns, a clean blanket.

If the alarm sounds, go to the meadow behind the chapel. Doctors speak English, Polish and Arabic. Nurse Hanna Brill suffered a broken wrist when a shelf fell."""

SATELLITE = """The weather satellite Petrel-2 was carried into orbit by a Castor rocket from the Almeda spaceport.

Petrel-2 measures rain, wind and the height of the waves. Contact was lost for six hours on Tuesday; a power cell had overheated.

Petrel, for those who have never heard of it, is a small satellite that watches storms at sea. Its data are sent to a station on the island of Brunn."""

BAKERY = """Miller & Daughters is recalling its rye loaf Sunna. Bits of glass may have got into the flour.

What to do
- Do not eat the bread.
- Take it back to the shop.
- Keep the receipt.

The loaves are sold in blue, green and grey bags with the batch number L-220 printed under the seam. "We stopped the mill as soon as we heard a crunch," said owner Berta Miller.

The shop in Quay Street sells cakes in the meantime."""

LIBRARY = """The city library will open on Sundays from September, thanks to a donation by the Orrin family.

Where do I return books at night? In the red box beside the main door.

What changes
Longer loans. Novels may be kept for six weeks.
No more fines. Late books are simply asked for again.
A new reading room. It is called the Lighthouse and has forty seats.

Readers can renew loans at books.tarn.example.org. The old card catalogue will be given to a school in Ferrow, after the director found it locked in a cellar."""

ARTICLES = {
    "observatory": ("Observatory stays shut", OBSERVATORY),
    "bank": ("Corvane Bank closes a branch", BANK),
    "road": ("B77 closed to lorries", ROAD),
    "band": ("Hollow Larks cancel their tour", BAND),
    "hospital": ("St Oda moves its children's ward", HOSPITAL),
    "satellite": ("Petrel-2 in orbit", SATELLITE),
    "bakery": ("Recall of the rye loaf Sunna", BAKERY),
    "library": ("City library opens on Sundays", LIBRARY),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    knowledge = KnowledgeBase(tmp_path_factory.mktemp("phrases"), library=False)
    for name, (title, text) in ARTICLES.items():
        knowledge.add(Article(name, title, date(2025, 4, 24), text))
    yield knowledge
    knowledge.close()


def answer_of(base: KnowledgeBase, question: str) -> str:
    outcome = base.ask(question, today=TODAY)
    return outcome.text if isinstance(outcome, Answer) else f"({type(outcome).__name__})"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("why does the Varga Observatory stay closed?", "rust in the bearings"),
        ("why is the Harrow Street branch closing?", "fewer than 20 people a day"),
        ("why can't lorries use the B77?", "replacement of the bridge joints"),
        ("why was the Hollow Larks tour called off?", "tore a vocal cord"),
        ("why is St Oda moving the children's ward?", "parents can reach it without a lift"),
        ("why was there no contact with Petrel-2 on Tuesday?", "a power cell had overheated"),
        ("why is Sunna bread being recalled?", "Bits of glass"),
        ("how come the library can open on sundays?", "donation by the Orrin family"),
    ],
)
def test_a_reason_is_found_beside_what_it_explains(base: KnowledgeBase, question: str, answer: str) -> None:
    assert answer.casefold() in answer_of(base, question).casefold()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what is the travelling exhibition called?", "Dark Skies"),
        ("which code will be on letters from Corvane Bank?", "CVB-7"),
        ("which account replaces Acorn?", "Oak"),
        ("what's the name of the Hollow Larks' new single?", "Paper Harbour"),
        ("which prize did the Larks win?", "Amber Lyre"),
        ("what injury did Hanna Brill have?", "broken wrist"),
        ("which rocket carried Petrel-2?", "Castor"),
        ("what is the batch number of the Sunna loaf?", "L-220"),
        ("what is the new reading room called?", "Lighthouse"),
        ("what is Petrel?", "small satellite that watches storms"),
        ("what was found in the dome of the observatory?", "rust"),
        ("what will go to the city museum?", "sculpture"),
    ],
)
def test_a_phrase_is_of_the_kind_that_the_question_names(base: KnowledgeBase, question: str, answer: str) -> None:
    assert answer.casefold() in answer_of(base, question).casefold()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("where are the bearings of the dome made?", "Milsk"),
        ("where can Corvane customers pay in cash?", "opposite the town hall"),
        ("where did the Larks record the album?", "mill near Fossby"),
        ("where do I go when the alarm sounds at St Oda?", "behind the chapel"),
        ("where does the hospital bus leave from?", "behind the library"),
        ("where was Petrel-2 launched?", "Almeda"),
        ("where on the bread bag is the batch number?", "under the seam"),
        ("where can I return library books at night?", "red box beside the main door"),
        ("where do I renew a loan?", "books.tarn.example.org"),
    ],
)
def test_a_place_may_be_a_name_a_phrase_or_an_address(base: KnowledgeBase, question: str, answer: str) -> None:
    assert answer.casefold() in answer_of(base, question).casefold()


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("which instruments does the Varga Observatory have?", ("Corvus", "spectrograph", "solar camera")),
        ("what do Corvane employees learn?", ("sign language", "first aid", "fraud detection")),
        ("which villages are affected by the B77 closure?", ("Oxley", "Tarn", "Little Moss")),
        ("which languages do the doctors at St Oda speak?", ("English", "Polish", "Arabic")),
        ("what does Petrel-2 measure?", ("rain", "wind", "waves")),
        ("colours of the Sunna bags?", ("blue", "green", "grey")),
        ("what should I do if I have Sunna bread?", ("Do not eat", "Take it back")),
        ("what changes at the library?", ("Longer loans", "No more fines", "new reading room")),
        ("what should visitors of St Oda bring?", ("identity card", "blanket")),
    ],
)
def test_a_list_is_given_whole(base: KnowledgeBase, question: str, items: tuple[str, ...]) -> None:
    answer = answer_of(base, question).casefold()

    assert [item for item in items if item.casefold() not in answer] == []


@pytest.mark.parametrize(
    "question",
    [
        "which colour is the Varga Observatory's dome?",
        "what processor does Petrel-2 use?",
        "why did Irma Talley leave Corvane Bank?",
        "which record label are the Hollow Larks with?",
        "what is the name of the shop that sold the shelf to St Oda?",
        "where was Berta Miller born?",
        "which film won at the library?",
        "why was the Lighthouse demolished?",
    ],
)
def test_nothing_is_said_where_the_thing_asked_for_is_not_told(base: KnowledgeBase, question: str) -> None:
    assert isinstance(base.ask(question, today=TODAY), Abstention)


FAIR = """The kite festival takes place from 3 to 6 August on the dunes below Upper Marrick. The jury meets in the harbour \
office.

Lost children are looked after at counter 4 of the lifeguard house. Parcels for the exhibitors go to Kite Office, \
12 Sandgate Lane. Cancelled stalls are to be reported under stalls@kites.example."""


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("fair"), library=False) as knowledge:
        knowledge.add(Article("kites", "Kite festival of Marrick in August", date(2025, 6, 2), FAIR))
        yield knowledge


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("where does the kite festival take place", "on the dunes below Upper Marrick"),
        ("where do they look after lost children", "at counter 4 of the lifeguard house"),
        ("where do I cancel a stall at the kite festival", "stalls@kites.example"),
    ],
)
def test_a_place_is_whole_and_no_date(fair: KnowledgeBase, question: str, answer: str) -> None:
    outcome = fair.ask(question, today=date(2025, 7, 1))
    assert isinstance(outcome, Answer)
    assert outcome.text == answer


LAMP = """The Ostra lamp will be in shops from 4 March. It comes in moss, chalk and rust, and in the box are a cable and a felt \
pouch.

The housing is made from cast zinc. "The lamp goes dark when the room is warm," said Ines Tolk, who tests it.

Lamps whose serial numbers begin with K4 or K7 have a loose switch. It will be sold first in Norrby, Almeda and Tarn. The inspector of the play is played by Otto Lamm.

The film about the lamp tells of a clockmaker who cannot sleep. Ada Brill plays the clockmaker. Jon Tessel is her son."""


@pytest.fixture(scope="module")
def lamp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("lamp"), library=False) as knowledge:
        knowledge.add(Article("lamp", "The Ostra lamp comes out in March", date(2025, 2, 2), LAMP))
        yield knowledge


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Ostra lamp housing, which metal?", "cast zinc"),
        ("in which cities will the Ostra lamp be sold first?", "Norrby, Almeda and Tarn"),
        ("what is in the box of the Ostra lamp?", "a cable and a felt pouch"),
        ("which serial numbers of the Ostra lamp have a loose switch?", "K4 or K7"),
        ("what is the film about the Ostra lamp about?", "a clockmaker who cannot sleep"),
        ("actors in the film about the Ostra lamp?", "Ada Brill and Jon Tessel"),
    ],
)
def test_what_is_asked_for_may_be_told_in_other_words(lamp: KnowledgeBase, question: str, answer: str) -> None:
    assert answer.casefold() in answer_of(lamp, question).casefold()


def test_somebodys_words_are_given_without_who_says_them(lamp: KnowledgeBase) -> None:
    assert "said" not in answer_of(lamp, "what does the Ostra lamp do when the room is warm?")
