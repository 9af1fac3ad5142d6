"""By what an article is known again when it comes a second time: the address of its page, and its words."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from knowledge.language.patterns import lazy_pattern

_TRACKING = lazy_pattern(
    r"(?:utm_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|ref|ref_src|ref_url|cmpid|ncid|_hs\w+)",
    re.IGNORECASE,
)
"""Parameters that say how somebody came to a page, not which page it is."""
_PORTS = {"http": 80, "https": 443}


def page_key(url: str | None) -> str | None:
    """An address without what two links to one page may differ in; None where it is no web address.

    >>> page_key("HTTP://www.Example.com:80/News/?utm_source=x&id=7#top")
    'example.com/News?id=7'
    """
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return None
    host = parts.hostname.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.").rstrip(".")
    at = f":{port}" if port is not None and port not in _PORTS.values() else ""
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{at}{parts.path.rstrip('/')}{query}"


def content_key(title: str, text: str) -> int:
    """64 signed bits of the words of title and text: equal where only case, marks and spaces differ.

    >>> content_key("Pool opens", "On 3 May.") == content_key("Pool  opens!", "on 3 May")
    True
    """
    words = " ".join(re.findall(r"\w+", f"{title} {text}".casefold()))
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
