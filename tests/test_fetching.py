"""Pages from the web: what is fetched from a real site on loopback, and the many addresses that are refused."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from bot.intake import fetching
from bot.intake.fetching import Fetched, Refused, fetch, is_public

TRICKS = [
    "ftp://example.com/a", "file:///etc/passwd", "gopher://example.com/", "data:text/html,hi", "javascript:alert(1)",
    "http:///a", "http://", "//example.com/a", "example.com/a", "", "http://?", "http://#", "mailto:a@b.example",
    "http://127.0.0.1/", "http://127.0.0.1:80/", "https://127.0.0.1/", "http://127.1/", "http://127.0.1/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://127.255.255.254/", "http://0/", "http://0.0.0.0/", "http://localhost/", "http://LOCALHOST/",
    "http://localhost./", "http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.9.9/",
    "http://192.168.0.1/", "http://192.168.1.254/", "http://169.254.169.254/latest/meta-data/", "http://169.254.1.1/",
    "http://100.64.0.1/", "http://100.100.100.200/", "http://192.0.0.192/", "http://192.0.2.1/", "http://198.18.0.1/",
    "http://198.51.100.7/", "http://203.0.113.9/", "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/",
    "http://255.255.255.255/", "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/",
    "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::ffff:10.0.0.1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::]/", "http://[2001:0:a00:1::1]/", "http://[2001:db8::1]/", "http://[100::1]/",
    "http://user:secret@example.com/", "http://example.com@127.0.0.1/", "http://127.0.0.1@example.com/",
    "http://example.com:22/", "http://example.com:6379/", "http://example.com:8080/", "http://example.com:0/",
    "http://example.com:99999/", "http://example.com:x/", "http://exa mple.com/", "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1\t/", "http://example.com/\r\nHost: x", "http://[127.0.0.1]/", "http://[::1", "http://①②⑦.⓪.⓪.①/",
]  # fmt: skip

PAGE = b"<html><head><title>Pool opens</title></head><body><p>The pool opens on 3 May 2024.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A web site with good pages and bad manners."""

    def do_GET(self) -> None:
        if self.path.startswith("/hop"):
            left = int(self.path[4:] or 0)
            self._send(302, b"", {"Location": f"/hop{left - 1}" if left else "/page"})
        elif self.path.startswith("/to/"):
            self._send(302, b"", {"Location": unquote(self.path[4:])})
        elif self.path == "/bomb":
            body = gzip.compress(b" " * (fetching.MOST_BYTES + 10))
            self._send(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})
        elif self.path == "/picture":
            self._send(200, b"\x89PNG", {"Content-Type": "image/png"})
        elif self.path == "/slow":
            slow.wait(5)
            self._send(200, PAGE, {"Content-Type": "text/html"})
        elif self.path == "/page":
            self._send(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        else:
            self._send(int(self.path.strip("/") or 404), b"<p>No.</p>", {"Content-Type": "text/html"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


slow = threading.Event()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    slow.set()
    server.shutdown()
    server.server_close()


def get(address: str, path: str) -> Fetched:
    return asyncio.run(fetch(f"http://{address}{path}", allowed={address}))


def refusal(address: str, path: str) -> str:
    with pytest.raises(Refused) as caught:
        get(address, path)
    return caught.value.problem


def test_there_are_enough_tricks() -> None:
    assert len(set(TRICKS)) >= 60


@pytest.mark.parametrize("url", TRICKS)
def test_an_address_that_is_no_public_page_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        asyncio.run(fetch(url))


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "http://localhost:80/"])
def test_a_redirect_is_checked_like_the_first_address(site: str, url: str) -> None:
    assert "inside a network" in refusal(site, f"/to/{url}")


def test_a_redirect_to_a_file_is_refused(site: str) -> None:
    assert "must start with http" in refusal(site, "/to/file:///etc/passwd")


def test_a_name_is_connected_to_where_it_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.partition(":")[2])
    asked: list[str] = []

    async def getaddrinfo(self: object, host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"  # what a rebinding name server does
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    resolver = fetching._CheckedResolver(())
    first = asyncio.run(resolver.resolve("rebinding.example", 80))
    assert [found["host"] for found in first] == ["93.184.216.34"]
    with pytest.raises(Refused):
        asyncio.run(resolver.resolve("rebinding.example", 80))


def test_a_page_comes_with_its_type(site: str) -> None:
    page = get(site, "/page")
    assert (page.ending, page.data, page.charset) == (".html", PAGE, "utf-8")


def test_five_redirects_are_followed_and_six_are_not(site: str) -> None:
    assert get(site, "/hop4").url.endswith("/page")
    assert "more than 5 redirects" in refusal(site, "/hop5")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/404", "answered with status 404"),
        ("/500", "answered with status 500"),
        ("/401", "is not open to everybody (status 401)"),
        ("/picture", "is image/png, and only web pages, text, PDF and Word files are read"),
        ("/bomb", "is larger than 10,000,000 bytes"),
    ],
)
def test_what_does_not_come_is_one_sentence(site: str, path: str, why: str) -> None:
    assert refusal(site, path) == why


def test_a_page_that_does_not_answer_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.2)
    assert refusal(site, "/slow") == "did not answer within 0 seconds"


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)
