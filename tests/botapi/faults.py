"""What goes wrong on purpose: faults for the next calls, and Telegram's flood limits."""

from __future__ import annotations

import collections
import math
from dataclasses import dataclass, field

from botapi.judges import Request
from botapi.refusals import Refusal, flooded

COUNTED = ("send", "forward", "copy", "edit")
FREE = ("sendChatAction", "sendMessageDraft")


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of a method (None: of every method but getUpdates)."""

    method: str | None = None
    status: int | None = None
    problem: str = ""
    retry_after: int | None = None
    cut: bool = False
    """Close the connection without an answer."""
    done: bool = False
    """With a cut or a refusal: the call is carried out all the same."""
    slow: float = 0.0
    """Seconds the answer takes; the call is carried out at once."""
    times: int = 1
    after: int = 0
    """Calls to let through first."""
    chat: int | None = None

    def fits(self, method: str, chat: object) -> bool:
        """Whether it befalls this call; counts it then."""
        named = method == self.method if self.method else method != "getUpdates"
        if not named or self.times <= 0 or (self.chat is not None and str(chat) != str(self.chat)):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True

    def refusal(self) -> Refusal | None:
        """The answer it gives, if it gives one."""
        if self.retry_after is not None and self.status in (None, 429):
            return flooded(self.retry_after)
        return None if self.status is None else Refusal(self.status, self.problem)


@dataclass(slots=True)
class Flood:
    """Telegram's limits on messages: per private chat, per group and overall; 0 switches one off."""

    private_per_second: int = 1
    private_burst: int = 3
    group_per_minute: int = 20
    overall_per_second: int = 30
    _sent: dict[str, collections.deque[float]] = field(
        default_factory=lambda: collections.defaultdict(collections.deque)
    )

    def check(self, request: Request, now: float) -> None:
        """Count a message. Raises Refusal (429) over the limit; a refused one does not count."""
        if not request.method.startswith(COUNTED) or request.method in FREE or "chat_id" not in request.params:
            return
        chat = str(request.params["chat_id"])
        is_group = chat.startswith(("-", "@"))
        burst = self.private_burst
        limits = [("overall", self.overall_per_second, 1.0)]
        limits += [(chat, self.group_per_minute, 60.0)] if is_group else [(chat, burst, burst / self._rate())]
        for key, most, window in limits:
            sent = self._sent[key]
            while sent and sent[0] <= now - window:
                sent.popleft()
            if most and len(sent) >= most:
                raise flooded(max(1, math.ceil(sent[0] + window - now)))
        for key, _, _ in limits:
            self._sent[key].append(now)

    def _rate(self) -> float:
        return self.private_per_second or 1.0
