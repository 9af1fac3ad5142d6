"""Settings from command line, environment and YAML file; the only module that looks at the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from knowledge import KnowledgeError, read_yaml

PREFIX = "ANNOUNCEBOT_"
NAMES = (
    *("token", "admins", "editors", "reviewers", "data", "base_url", "webhook", "listen", "channels", "replica"),
    "fetch_allowed",
)
FILE_NAME = "settings.yaml"

T = TypeVar("T")


class BrokenSettings(KnowledgeError):
    """Settings that cannot be used. problems: one sentence each, all of them."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A bot token that no print, log or traceback shows; only `reveal` gives it out."""

    _value: str

    def reveal(self) -> str:
        """The token itself, for the one place that talks to Telegram."""
        return self._value

    def __repr__(self) -> str:
        return "Token(hidden)"


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the webhook's server listens."""

    host: str = "127.0.0.1"
    port: int = 8443


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set."""

    data: Path | str
    """A folder, or a postgresql:// URL."""
    token: Token | None = None
    admins: tuple[int, ...] = ()
    """Telegram ids of the owners."""
    editors: tuple[int, ...] = ()
    reviewers: tuple[int, ...] = ()
    """Of those who look after articles, and after questions; owners give these roles in the chat too."""
    base_url: str | None = None
    """Root of another Bot API server, without a slash at the end; None is Telegram's own."""
    webhook: str | None = None
    """The public URL that Telegram posts to; None means polling."""
    listen: Listen = Listen()
    channels: tuple[str, ...] = ()
    """Channels whose posts become articles: their names without @ in lower case, or their ids."""
    fetch_allowed: tuple[str, ...] = ()
    """"address:port" of sites inside the operator's own network that may be fetched."""
    library: bool = True
    """Whether the shipped articles answer too."""
    replica: str | None = None
    """The postgresql:// URL of a standby of `data`, which answers questions."""

    def get_token(self) -> Token:
        """The token. Raises BrokenSettings where none is set."""
        if self.token is None:
            raise BrokenSettings([f"no bot token: set {PREFIX}TOKEN, or `token` in {FILE_NAME}"])
        return self.token


@dataclass(frozen=True, slots=True)
class _Given:
    """A setting as somebody wrote it, and where."""

    text: str
    where: str


def read_settings(
    *,
    data: str | None = None,
    file: Path | None = None,
    library: bool = True,
    base_url: str | None = None,
    webhook: str | None = None,
    listen: str | None = None,
    replica: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Settings by rank: these arguments (the command line), the environment, the file, the default.

    file: else `settings.yaml` in the data folder, if there is one.
    Raises BrokenSettings with every problem at once, BrokenFile for a file that is not YAML.
    """
    options = {"data": data, "base_url": base_url, "webhook": webhook, "listen": listen, "replica": replica}
    flags = {name: _Given(text, "--" + name.replace("_", "-")) for name, text in options.items() if text is not None}
    given = {**_from_environment(os.environ if environ is None else environ), **flags}
    found = file or _find_file(given.get("data"))
    return _parse({**(_from_file(found) if found else {}), **given}, library=library)


def spare_threads() -> None:
    """Keep numpy, before it is imported, from starting threads: our matrices are too small to be worth them."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def find_proxy(environ: Mapping[str, str] | None = None) -> str | None:
    """The proxy that the environment names for https, as other programs read it; None without one."""
    names = os.environ if environ is None else environ
    given = (names.get(name, "").strip() for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"))
    return next((proxy for proxy in given if proxy.startswith(("http://", "https://"))), None)


def unknown_variables(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Variables that begin like ours but set nothing: likely misspelt."""
    known = {PREFIX + name.upper() for name in NAMES}
    names = os.environ if environ is None else environ
    return tuple(sorted(name for name in names if name.startswith(PREFIX) and name not in known))


def _from_environment(environ: Mapping[str, str]) -> dict[str, _Given]:
    variables = {name: PREFIX + name.upper() for name in NAMES}
    return {name: _Given(environ[var], var) for name, var in variables.items() if environ.get(var, "").strip()}


def _from_file(path: Path) -> dict[str, _Given]:
    entry = read_yaml(path).allow(*NAMES)
    texts = {name: ",".join(entry.texts(name)) for name in entry}
    return {name: _Given(text, f"{path}: {name}") for name, text in texts.items() if text.strip()}


def _find_file(data: _Given | None) -> Path | None:
    folder = _default_folder() if data is None else data.text
    if _is_url(str(folder)):
        return None
    path = Path(folder).expanduser() / FILE_NAME
    return path if path.is_file() else None


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("announcebot", appauthor=False)


def _is_url(text: str) -> bool:
    return text.startswith(("postgresql://", "postgres://"))


def _parse(given: Mapping[str, _Given], *, library: bool) -> Settings:
    problems: list[str] = []

    def parsed(name: str, parse: Callable[[str], T], default: T) -> T:
        if name not in given:
            return default
        try:
            return parse(given[name].text.strip())
        except ValueError as error:
            problems.append(f"{given[name].where}: {error}")
            return default

    folder: Path | str = _default_folder()
    settings = Settings(
        data=parsed("data", _parse_data, folder),
        token=parsed("token", _parse_token, None),
        admins=parsed("admins", _parse_admins, ()),
        editors=parsed("editors", _parse_admins, ()),
        reviewers=parsed("reviewers", _parse_admins, ()),
        base_url=parsed("base_url", _parse_url, None),
        webhook=parsed("webhook", _parse_url, None),
        listen=parsed("listen", _parse_listen, Listen()),
        channels=parsed("channels", _parse_channels, ()),
        fetch_allowed=parsed("fetch_allowed", _parse_sites, ()),
        library=library,
        replica=parsed("replica", _parse_replica, None),
    )
    if settings.replica is not None and not isinstance(settings.data, str):
        problems.append(f"{given['replica'].where}: a replica needs a postgresql:// location for the articles")
    if problems:
        raise BrokenSettings(problems)
    return settings


def _parse_data(text: str) -> Path | str:
    if "://" in text and not _is_url(text):
        raise ValueError("must be a folder or a postgresql:// URL")
    return text if _is_url(text) else Path(text).expanduser()


def _parse_replica(text: str) -> str | None:
    if not _is_url(text):
        raise ValueError("must be a postgresql:// URL")
    return text


def _parse_token(text: str) -> Token | None:
    if not re.fullmatch(r"\d+:[\w-]+", text, re.ASCII):
        raise ValueError("is not a bot token; BotFather's look like 123456:letters-and-digits")
    return Token(text)


def _parse_admins(text: str) -> tuple[int, ...]:
    ids = [part.strip() for part in text.split(",") if part.strip()]
    for part in ids:
        if not re.fullmatch(r"\d{1,19}", part, re.ASCII):
            raise ValueError(f"{part!r} is not a Telegram user id; ids are numbers, comma-separated")
    return tuple(int(part) for part in ids)


def _parse_channels(text: str) -> tuple[str, ...]:
    names = [part.strip().removeprefix("@").lower() for part in text.split(",") if part.strip()]
    for name in names:
        if not re.fullmatch(r"-\d{5,19}|[a-z][a-z0-9_]{3,31}", name, re.ASCII):
            raise ValueError(f"{name!r} is no channel; channels are names like @news or ids like -1001234567890")
    return tuple(names)


def _parse_sites(text: str) -> tuple[str, ...]:
    sites = [part.strip().lower() for part in text.split(",") if part.strip()]
    for site in sites:
        if not re.fullmatch(r"[^\s/@]+:\d{1,5}", site):
            raise ValueError(f"{site!r} is no site; sites are an address and a port, like 10.0.0.5:8080")
    return tuple(sites)


def _parse_url(text: str) -> str | None:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{text!r} is not a URL that starts with http:// or https://")
    return text.rstrip("/")


def _parse_listen(text: str) -> Listen:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or not 0 < int(port) < 65536:
        raise ValueError(f"{text!r} is not HOST:PORT with a port from 1 to 65535")
    return Listen(host.strip("[]"), int(port))
