"""The command line: parses it, runs one command of `bot/commands/`, and turns errors into one sentence and exit 2."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bot import settings
from bot.console import make_printable, warn

FAILED = 2
INTERRUPTED = 130
COLLECTING = (100_000, 20, 20)
"""After how much Python looks for unused cycles (gc.set_threshold). A question makes many objects and few cycles,
beside all that the articles in memory are made of: at Python's own pace a fifth of its time went into looking, after
10,000 objects still an eighth, since the articles that others took the place of count against the new ones."""

COMMANDS = {
    None: "bot.commands.run:run_or_chat",
    "ask": "bot.commands.ask:ask",
    "chat": "bot.commands.chat:chat",
    "add": "bot.commands.add:add",
    "articles": "bot.commands.look:articles",
    "facts": "bot.commands.look:facts",
    "remove": "bot.commands.look:remove",
    "timeline": "bot.commands.printed:timeline",
    "run": "bot.commands.run:run",
    "eval": "bot.commands.measure:measure",
    "check": "bot.commands.check:check",
    "export": "bot.commands.care:export",
    "backup": "bot.commands.care:back_up",
    "restore": "bot.commands.care:bring_back",
    "stats": "bot.commands.care:stats",
    "vacuum": "bot.commands.care:tidy",
}
"""Where each command is; imported only when it is the one, so that `ask` starts fast."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code: 0 done or answered, 1 abstained, 2 an error, 130 interrupted."""
    gc.set_threshold(*COLLECTING)
    settings.spare_threads()
    make_printable()
    options = parse(arguments)
    from knowledge import KnowledgeError

    try:
        return _run(options)
    except KnowledgeError as error:
        warn(f"announcebot: {error}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains once more at exit
    except OSError as error:
        warn(f"announcebot: {_explain(error)}")
    except KeyboardInterrupt:
        warn("announcebot: interrupted")
        return INTERRUPTED
    return FAILED


def _run(options: argparse.Namespace) -> int:
    module, _, name = COMMANDS[options.command].partition(":")
    return int(getattr(import_module(module), name)(options))


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full; nothing more was stored"
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of one command line; `command` is None where there is none. Exits 2 for what cannot be parsed."""
    # not the parser's defaults: a command's would overwrite what stands before it
    return make_parser().parse_args(arguments, argparse.Namespace(command=None, data=None, settings=None, empty=False))


def make_parser() -> argparse.ArgumentParser:
    """The parser of every command; the global options stand before or after the command."""
    shared = _shared_options()
    parser = argparse.ArgumentParser(
        prog="announcebot", description="Answers questions about announcements, each with a citation.", parents=[shared]
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, does: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.", parents=[shared])

    _ask_options(command("ask", "answer a question with its citation"))
    command("chat", "ask and answer in the terminal").add_argument("--why", action="store_true", help=WHY)
    _add_options(command("add", "take articles from files and web pages"))
    command("articles", "list the articles, newest first")
    command("facts", "list the facts of one article or of all").add_argument("article", nargs="?", metavar="ARTICLE")
    command("remove", "take an article and its facts out").add_argument("article", metavar="ARTICLE")
    _timeline_options(command("timeline", "show the times that were announced for a subject"))
    _run_options(command("run", "run the Telegram bot"))
    _eval_options(command("eval", "ask a set of questions and print how well they are answered"))
    command("check", "look for problems in library, settings and database")
    path = "FILE"
    command("export", "write every article as a file that `add` reads").add_argument(
        "folder", type=Path, metavar="FOLDER"
    )
    command("backup", "copy the whole database into one file").add_argument("file", type=Path, metavar=path)
    command("restore", "put a backup in the database's place").add_argument("file", type=Path, metavar=path)
    command("stats", "print what was asked and answered, what is stored and what it takes on the disk")
    command("vacuum", "give unused space back to the disk")
    return parser


WHY = "show how the answer was found"


def _shared_options() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("options of every command")
    group.add_argument("--data", metavar="LOCATION", help="a folder, or a postgresql:// URL")
    group.add_argument("--replica", metavar="URL", help="a standby of that PostgreSQL, which answers questions")
    group.add_argument("--settings", metavar="FILE", type=Path, help="a YAML file of settings")
    group.add_argument("--empty", action="store_true", help="without the articles that come with the package")
    return shared


def _ask_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", metavar="QUESTION")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--why", action="store_true", help=WHY)
    parser.add_argument(
        "--batch", metavar="FILE", help="JSON Lines of questions in, of answers out; - is standard input"
    )
    parser.add_argument("--asked-on", metavar="DATE", help="the day of the question, like 2022-05-25; default: today")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE|URL",
        help=".txt .md .html .pdf .docx .yaml .jsonl, a folder of them, http(s)://…, or - for standard input",
    )
    parser.add_argument("--title", help="default: the front matter's, or the first line")
    parser.add_argument("--date", help="day of publication, like 2022-05-23; needed where the file does not say it")
    parser.add_argument("--source", help="who published it")
    parser.add_argument("--url", help="where it was published")


def _timeline_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", nargs="+", metavar="SUBJECT")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw it as a PNG file instead")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="of the picture")
    parser.add_argument("--lang", default="en", metavar="LANG", help="of the picture: en de es it ru zh")


def _run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--webhook", metavar="URL", help="the public https:// URL that Telegram posts to; default: polling"
    )
    parser.add_argument("--listen", metavar="HOST:PORT", help="where the webhook's server listens")
    parser.add_argument("--base-url", metavar="URL", help="root of another Bot API server")


def _eval_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", metavar="FOLDER", help="holds articles.jsonl and questions.jsonl; with --own articles"
    )
    parser.add_argument(
        "--own",
        action="store_true",
        help="ask the questions that editors confirmed; with articles behind it: what taking them would change",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the answers there, as `ask --batch` prints them"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N that were not useful")
