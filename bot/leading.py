"""What only one of several workers does: it begins when this worker leads, and ends when it does no longer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from knowledge import StoreError, Worker

LOOK_EVERY = 1.0
"""Seconds between two looks at who leads: a dead leader is followed within them."""

_log = logging.getLogger(__name__)
Work = Callable[[], Coroutine[Any, Any, None]]


class Leading:
    """Runs timers, feeds and the like in one worker of all."""

    def __init__(self, worker: Worker, *, every: float = LOOK_EVERY) -> None:
        self._worker, self._every = worker, every

    async def run(self, *works: Work) -> None:
        """Run them whenever this worker leads; until it is cancelled."""
        while True:
            while not await self._leads():
                await asyncio.sleep(self._every)
            tasks = [asyncio.create_task(work()) for work in works]
            try:
                while await self._leads():
                    await asyncio.sleep(self._every)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _leads(self) -> bool:
        if self._worker.is_alone:
            return True
        try:
            return await asyncio.to_thread(self._worker.leads)
        except StoreError as error:
            _log.warning("cannot tell which worker leads: %s", error)
            return False
