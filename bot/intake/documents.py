"""PDF and Word files into drafts; both readers are imported only when such a file comes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from bot.intake.drafts import Draft
from bot.intake.plaintext import parse_text
from knowledge import BrokenFile

MOST_PAGES = 500
MOST_UNPACKED = 100_000_000
"""Bytes of a Word file once its archive is open."""

Progress = Callable[[int, int], None]


def read_pdf(data: bytes, where: str, *, progress: Progress | None = None) -> Draft:
    """The text of a PDF file, with its title. Raises BrokenFile: encrypted, scanned, damaged, too many pages.

    progress: told (pages read, pages in all) after every page.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BrokenFile(where, "is protected by a password; save it without one first")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise BrokenFile(where, f"has {count} pages; {MOST_PAGES} are the most for one article")
        pages = []
        for number, page in enumerate(reader.pages, start=1):
            pages.append(page.extract_text() or "")
            if progress is not None:
                progress(number, count)
        title = reader.metadata.title if reader.metadata is not None else None
    except BrokenFile:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
        # the reader raises all of these on files that break the format's rules
        raise BrokenFile(where, "is a damaged PDF file, or none") from None
    text = _unwrapped("\n\n".join(pages))
    if not text:
        raise BrokenFile(where, "holds no text; if it was scanned, recognise its text first")
    draft = parse_text(text, where)
    return Draft(title=title.strip()).over(draft) if title and title.strip() else draft


def _unwrapped(text: str) -> str:
    """Printed lines as paragraphs: lines are joined, words that were parted at a line's end are whole again."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        joined = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", block.strip())
        lines = [line.strip() for line in joined.split("\n")]
        if len(lines) > 1 and len(lines[0]) < 0.6 * max(len(line) for line in lines[1:]) and lines[0][-1:] not in ".!?":
            paragraphs.append(lines.pop(0))  # a heading right over its text
        paragraphs.append(" ".join(lines))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def read_word(data: bytes, where: str) -> Draft:
    """The text of a .docx file, tables row by row. Raises BrokenFile."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise BrokenFile(where, f"unpacks to more than {MOST_UNPACKED:,} bytes")
        document = Document(io.BytesIO(data))
        parts = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                parts += [" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
            else:
                parts.append(block.text.strip())
        title = document.core_properties.title
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError):
        raise BrokenFile(where, "is a damaged Word file, or none; .doc files must be saved as .docx") from None
    text = "\n\n".join(part for part in parts if part)
    if not text:
        raise BrokenFile(where, "holds no text")
    draft = parse_text(text, where)
    return Draft(title=title.strip()).over(draft) if title and title.strip() else draft
