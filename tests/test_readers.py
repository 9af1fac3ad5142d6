"""Web pages, PDF and Word files as articles: made here, read by the readers that users get."""

from __future__ import annotations

import io

import pytest
from docx import Document
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter

from bot.intake.drafts import Draft
from bot.intake.files import draft_of
from knowledge import BrokenFile

BODY = (
    "The Clock Museum in Selvik will open on 28 April 2023, two weeks later than planned.",
    "Water had damaged the floor of the great hall, the town said on Thursday. Tickets stay valid.",
)


def page(head: str = "", body: str | None = None) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY) if body is None else body
    menu = "<nav><a href='/'>Home</a> <a href='/shop'>Shop</a></nav>"
    body = f"<body>{menu}<article><h1>Museum delayed</h1>{text}</article></body>"
    return f"<html lang='en-GB'><head><title>Museum delayed</title>{head}</head>{body}</html>".encode()


def pdf(*lines: str) -> bytes:
    """A PDF with a page per line of text."""
    out = io.BytesIO()
    with PdfPages(out) as pages:
        for line in lines:
            figure = Figure(figsize=(8, 4))
            figure.text(0.05, 0.5, line)
            pages.savefig(figure)
    return out.getvalue()


def word(*paragraphs: str, title: str = "") -> bytes:
    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Admission", "9 euros"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def complaint(data: bytes, ending: str) -> str:
    with pytest.raises(BrokenFile) as caught:
        draft_of(data, ending, "f")
    return caught.value.problem


def test_a_web_page_gives_its_text_and_not_its_menu() -> None:
    draft = draft_of(page(), ".html", "f")
    assert (draft.title, draft.text, draft.lang) == ("Museum delayed", "\n\n".join(BODY), "en")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-03-30T09:00"}]}</script>',
        '<meta property="article:published_time" content="2023-03-30T09:00:00+02:00">',
        '<meta itemprop="datePublished" content="2023-03-30">',
        '<meta name="DC.date" content="2023-03-30">',
    ],
)
def test_a_web_page_is_dated_by_what_it_states(head: str) -> None:
    assert draft_of(page(head), ".html", "f").date == "2023-03-30"


def test_a_time_element_dates_a_page() -> None:
    body = f"<time datetime='2023-03-30T10:00Z'>today</time><p>{'</p><p>'.join(BODY)}</p>"
    assert draft_of(page(body=body), ".html", "f").date == "2023-03-30"


@pytest.mark.parametrize("head", ["", '<meta name="date" content="soon">', '<meta name="date" content="2023-02-30">'])
def test_a_web_page_without_a_stated_day_is_never_given_one(head: str) -> None:
    assert draft_of(page(head), ".html", "f").date is None


def test_a_web_page_keeps_its_own_address_and_site() -> None:
    head = (
        '<link rel="canonical" href="https://selvik.example/a"><meta property="og:site_name" content="Town of Selvik">'
    )
    draft = draft_of(page(head), ".html", "f", url="https://selvik.example/a?utm=1")
    assert (draft.url, draft.source) == ("https://selvik.example/a", "Town of Selvik")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (page(body="<form><input type='password'></form>"), "asks for a login and shows no article"),
        (page(body=""), "holds no article that can be read"),
        (b"<div>" * 50_000, "is no web page"),
        (b" " * 5_000_001, "is too long for one article; the limit is 5,000,000 bytes"),
    ],
)
def test_a_page_without_an_article_is_one_sentence(data: bytes, why: str) -> None:
    assert complaint(data, ".html").startswith(why[:30])


def test_a_pdf_gives_its_text() -> None:
    draft = draft_of(pdf("Museum delayed", *BODY), ".pdf", "f")
    assert draft.title == "Museum delayed"
    assert BODY[0] in (draft.text or "")


def many_pages(count: int, text: str) -> bytes:
    """A PDF of many pages that all hold the same."""
    writer, one = PdfWriter(), PdfReader(io.BytesIO(pdf(text)))
    for _ in range(count):
        writer.add_page(one.pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_of_200_pages_is_read_and_progress_told() -> None:
    from bot.intake.documents import read_pdf

    told: list[tuple[int, int]] = []
    draft = read_pdf(many_pages(200, BODY[0]), "f", progress=lambda done, count: told.append((done, count)))
    assert (told[-1], (draft.text or "").count(BODY[0])) == ((200, 200), 200)


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("secret")))
    writer.encrypt("key", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned() -> bytes:
    out = io.BytesIO()
    with PdfPages(out) as pages:
        pages.savefig(Figure(figsize=(2, 2)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (locked(), "is protected by a password; save it without one first"),
        (scanned(), "holds no text; if it was scanned, recognise its text first"),
        (b"%PDF-1.7 and no more", "is a damaged PDF file, or none"),
        (b"", "is a damaged PDF file, or none"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_one_sentence(data: bytes, why: str) -> None:
    assert complaint(data, ".pdf") == why


def test_a_word_file_gives_its_paragraphs_and_tables() -> None:
    draft = draft_of(word("date 2023-03-30", *BODY, title="Museum delayed"), ".docx", "f")
    assert (draft.title, draft.date) == ("Museum delayed", "2023-03-30")
    assert "Admission | 9 euros" in (draft.text or "")


@pytest.mark.parametrize(
    ("data", "why"), [(b"PK", "is a damaged Word file"), (b"\xd0\xcf\x11\xe0", "is a damaged Word")]
)
def test_a_word_file_that_cannot_be_read_is_one_sentence(data: bytes, why: str) -> None:
    assert complaint(data, ".docx").startswith(why)


def test_what_the_command_line_says_outranks_the_file() -> None:
    draft = Draft(date="2024-01-01").over(draft_of(page(), ".html", "f"))
    assert draft.finish("f").date.isoformat() == "2024-01-01"
