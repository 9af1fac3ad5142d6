"""What the Bot API says no with: status, description and parameters, in Telegram's own words."""

from __future__ import annotations

from typing import Any

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Refusal(Exception):
    """An answer with ok=false."""

    def __init__(self, status: int, problem: str = "", **parameters: int) -> None:
        self.status, self.parameters = status, parameters
        prefix = PREFIXES.get(status, "Error")
        self.description = f"{prefix}: {problem}" if problem else prefix
        super().__init__(self.description)

    def json(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(problem: str) -> Refusal:
    """400 with this problem."""
    return Refusal(400, problem)


def forbidden(problem: str) -> Refusal:
    """403 with this problem."""
    return Refusal(403, problem)


def flooded(seconds: int) -> Refusal:
    """429 that asks to wait."""
    return Refusal(429, f"retry after {seconds}", retry_after=seconds)


def migrated(chat_id: int) -> Refusal:
    """400 that names the supergroup a group has become."""
    return Refusal(400, "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)


def stale_query() -> Refusal:
    """400 for a callback, inline or guest query that is unknown, answered or too old."""
    return bad("query is too old and response timeout expired or query ID is invalid")


def unchanged() -> Refusal:
    """400 for an edit that changes nothing."""
    return bad(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
