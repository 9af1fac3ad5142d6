"""`backup`, `restore`, `export`, `stats`, `vacuum`: looking after what is stored."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands import open_base, settings_of
from bot.commands.printed import print_asked
from bot.console import say
from bot.intake.files import ALIASES, QUESTIONS
from knowledge import (
    BrokenFile,
    backup,
    file_name,
    format_aliases,
    format_article,
    format_confirmed,
    format_facts,
    restore,
    sizes,
    vacuum,
)

UNITS = ("bytes", "KB", "MB", "GB")


def back_up(options: argparse.Namespace) -> int:
    """Copy the whole database into one file, checked before it gets its name."""
    backup(settings_of(options).data, options.file)
    say(f"backed up into {options.file} ({_size(options.file.stat().st_size)}), opened and checked")
    return 0


def bring_back(options: argparse.Namespace) -> int:
    """Put a backup in the database's place; what was there is kept beside it."""
    kept = restore(settings_of(options).data, options.file)
    say(f"restored from {options.file}" + (f"; what was there before is in {kept}" if kept else ""))
    return 0


def export(options: argparse.Namespace) -> int:
    """Write everything as library files that `add` reads back; the same knowledge gives the same bytes."""
    folder = options.folder
    try:
        for name in ("articles", "facts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BrokenFile(folder, f"is no folder that can be written: {error.strerror}") from error
    with open_base(options) as base:
        own = 0
        for article in base.each_article():
            if article.is_shipped:
                continue
            own += 1
            _write(folder / "articles" / file_name(article.id), format_article(article))
            _write(folder / "facts" / file_name(article.id), format_facts(base.curated(article.id), article))
        _write(folder / ALIASES, format_aliases(base.aliases()))
        _write(folder / QUESTIONS, format_confirmed(base.confirmed()))
    say(f"{own} article{'' if own == 1 else 's'} written into {folder}; `announcebot add {folder}` reads them")
    return 0


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all; where there is nothing to write, none is left there."""
    if not text:
        path.unlink(missing_ok=True)
        return
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)


def stats(options: argparse.Namespace) -> int:
    """Print what was asked and answered, how many rows each table has and what it takes on the disk."""
    with open_base(options) as base:
        shipped = [article.is_shipped for article in base.each_article()]
    print_asked(options)
    found = sizes(settings_of(options).data)
    whole = found.pop("")[1]
    for name, (rows, used) in found.items():
        say(f"{name:<16} {rows:>12,} rows" + (f"  {_size(used):>10}" if used else ""))
    say(f"{len(shipped):,} articles ({sum(shipped)} shipped); {_size(whole or 0)} in all")
    return 0


def tidy(options: argparse.Namespace) -> int:
    """Give unused space back to the disk."""
    freed = vacuum(settings_of(options).data)
    say(f"tidied; {_size(max(0, freed))} given back to the disk")
    return 0


def _size(count: int) -> str:
    """A number of bytes as people say it.

    >>> _size(2_500_000)
    '2.5 MB'
    """
    number = float(count)
    for unit in UNITS:
        if number < 1000 or unit == UNITS[-1]:
            return f"{count} bytes" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{count} bytes"
