"""Fetches a web page for somebody who named its address, and nothing that only this machine may see.

Every hop's addresses are checked when they are resolved, and the connection is made to the checked ones: a name that
answers differently the second time changes nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from knowledge import BrokenFile

MOST_HOPS, MOST_BYTES, MOST_SECONDS = 5, 10_000_000, 20.0
PORTS = frozenset({80, 443})
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""What may be fetched, and the file ending of each."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came."""

    url: str
    """Where it was in the end, after all hops."""
    ending: str
    """The file ending of its type: ".html"."""
    data: bytes
    charset: str | None = None


class Refused(BrokenFile):
    """An address that is not fetched, or a page that did not come."""


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet can reach; what it embeds counts too.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _with_embedded(found))


def _with_embedded(address: _Address) -> list[_Address]:
    """The address, and the IPv4 address inside it where it is a mapped, translated or tunnelled one."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if any(address in network for network in _NAT64):
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address.teredo is not None:
        return [*address.teredo]
    if int(address) >> 32 == 0:  # ::a.b.c.d, long out of use
        return [ipaddress.IPv4Address(int(address))]
    return [address]


class _CheckedResolver(AbstractResolver):
    """Resolves a name to its addresses if all of them are public; the connection goes to just these."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=socket.AF_UNSPEC)
        found = [(info[0], str(info[4][0])) for info in infos]
        if not found or not all(is_public(address) or f"{address}:{port}" in self._allowed for _, address in found):
            raise Refused(host, "leads to an address inside a network; only public pages are fetched")
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=kind, proto=0, flags=int(socket.AI_NUMERICHOST)
            )
            for kind, address in found
        ]

    async def close(self) -> None:
        return None


async def fetch(url: str, *, allowed: Collection[str] = ()) -> Fetched:
    """The page at a URL. Raises Refused, which says in one sentence why it was not fetched or did not come.

    allowed: "address:port" pairs that are fetched though they are not public; for tests on loopback.
    """
    timeout = aiohttp.ClientTimeout(total=MOST_SECONDS)
    connector = aiohttp.TCPConnector(resolver=_CheckedResolver(allowed), use_dns_cache=False, force_close=True)
    jar = aiohttp.DummyCookieJar()
    try:
        async with aiohttp.ClientSession(
            connector=connector, timeout=timeout, cookie_jar=jar, trust_env=False, headers={"User-Agent": "announcebot"}
        ) as session:
            return await asyncio.wait_for(_follow(session, url, allowed), MOST_SECONDS)
    except TimeoutError:
        raise Refused(url, f"did not answer within {MOST_SECONDS:.0f} seconds") from None
    except aiohttp.ClientError as error:
        if isinstance(error.__cause__, Refused):
            raise error.__cause__ from None
        raise Refused(url, f"could not be fetched: {_explain(error)}") from None
    except (ValueError, UnicodeError):
        raise Refused(url, "is no address of a page") from None


def _explain(error: aiohttp.ClientError) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "there is no such host"
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return "its certificate is not valid"
    return "the connection failed"


async def _follow(session: aiohttp.ClientSession, url: str, allowed: Collection[str]) -> Fetched:
    for _ in range(MOST_HOPS + 1):
        _check(url, allowed)
        async with session.get(url, allow_redirects=False) as response:
            if response.status not in _MOVED:
                return await _read(response, url)
            url = urljoin(url, response.headers.get("Location", ""))
    raise Refused(url, f"was reached over more than {MOST_HOPS} redirects")


def _check(url: str, allowed: Collection[str]) -> SplitResult:
    """The parts of a URL that may be asked. Raises Refused."""
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise Refused(repr(url[:200]), "is no address of a page")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused(url, "is no address of a page") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(url, "must start with http:// or https:// and name a host")
    if "@" in parts.netloc:
        raise Refused(parts.hostname, "comes with a name or password in the address; such pages are not fetched")
    port = port or (443 if parts.scheme == "https" else 80)
    is_allowed = f"{parts.hostname}:{port}" in allowed
    if port not in PORTS and not is_allowed:
        raise Refused(url, f"asks for port {port}; only 80 and 443 are")
    if _is_address(parts.hostname) and not is_allowed and not is_public(parts.hostname):
        raise Refused(url, "leads to an address inside a network; only public pages are fetched")
    return parts


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


async def _read(response: aiohttp.ClientResponse, url: str) -> Fetched:
    if response.status in (401, 403):
        raise Refused(url, f"is not open to everybody (status {response.status})")
    if response.status != 200:
        raise Refused(url, f"answered with status {response.status}")
    kind = response.content_type.lower()
    if kind not in TYPES:
        raise Refused(url, f"is {kind}, and only web pages, text, PDF and Word files are read")
    data = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        data += chunk
        if len(data) > MOST_BYTES:
            raise Refused(url, f"is larger than {MOST_BYTES:,} bytes")
    return Fetched(url, TYPES[kind], bytes(data), response.charset)
