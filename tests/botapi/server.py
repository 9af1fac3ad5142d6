"""The HTTP side: reads requests, lets the judges and the methods speak, holds long polls, serves files."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

import botapi.answering
import botapi.changing
import botapi.directory
import botapi.sending
from botapi.faults import Fault, Flood
from botapi.judges import Json, Request, Upload, judge
from botapi.methods import METHODS
from botapi.refusals import Refusal
from botapi.webhook import Webhook
from botapi.world import World

BIGGEST_BODY = 64 * 1024 * 1024
LONGEST_POLL = 50
WEBHOOK_METHODS = ("setWebhook", "deleteWebhook", "getWebhookInfo")
MODULES = (botapi.answering, botapi.changing, botapi.directory, botapi.sending)
"""What fills METHODS."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request and what came of it."""

    method: str
    params: Json
    status: int
    """0: the connection was cut."""
    description: str = ""
    body: str = field(default="", repr=False)
    """The answer as it was sent."""
    at: float = 0.0
    """In the world's time."""

    @property
    def result(self) -> Any:
        """What a granted request gave."""
        return json.loads(self.body)["result"] if self.ok else None

    @property
    def ok(self) -> bool:
        return self.status == 200


class Server:
    """One bot's Bot API over HTTP; everything but reading and waiting happens under the world's lock."""

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token = world, token
        self.webhook = Webhook(world)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.flood: Flood | None = None
        self.latency = 0.0
        self.is_revoked = False
        self.in_flight = 0
        self.last_request = time.monotonic()
        self.loop = asyncio.new_event_loop()
        self._poller: asyncio.Future[None] | None = None
        self._runner: web.AppRunner | None = None

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits for an update."""
        return self._poller is not None and not self._poller.done()

    async def open(self, port: int) -> int:
        """Listen on loopback; the port."""
        app = web.Application(client_max_size=BIGGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        self.world.updates.wakers.append(lambda: self.loop.call_soon_threadsafe(self._wake))
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Stop listening, pushing and waiting."""
        self.world.updates.wakers.clear()
        self._release(Refusal(502))
        await self.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _wake(self) -> None:
        if self._poller is not None and self.is_polled:
            self._poller.set_result(None)
        self.webhook.pump()

    def _release(self, refusal: Refusal) -> None:
        """End the long poll that waits, if one does."""
        if self._poller is not None and self.is_polled:
            self._poller.set_exception(refusal)
        self._poller = None

    async def _handle(self, http: web.Request) -> web.StreamResponse:
        method = http.match_info["method"]
        is_poll = method.lower() == "getupdates"
        self.in_flight += not is_poll
        try:
            params, uploads = await _read(http)
            return await self._answer(http, method, params, uploads)
        finally:
            with self.world.changed:
                self.in_flight -= not is_poll
                if not is_poll:
                    self.last_request = time.monotonic()
                self.world.changed.notify_all()

    async def _answer(
        self, http: web.Request, method: str, params: Json, uploads: dict[str, Upload]
    ) -> web.StreamResponse:
        fault = next((one for one in self.faults if one.fits(method, params.get("chat_id"))), Fault())
        planned = fault.refusal()
        request = Request(method, params, uploads)
        body: str | None = None
        try:
            if self.is_revoked or http.match_info["token"] != self.token:
                raise Refusal(401)
            if planned is not None and not fault.done:
                raise planned
            if not fault.cut or fault.done:
                request = judge(method, params, uploads)
                body = await self._result(request)
            if planned is not None:
                raise planned
            status, said = 200, ""
        except Refusal as refusal:
            status, said, body = refusal.status, refusal.description, json.dumps(refusal.json())
        self._note(request, 0 if fault.cut else status, said, body)
        if self.latency or fault.slow:
            await asyncio.sleep(self.latency + fault.slow)
        if fault.cut:
            if http.transport is not None:
                http.transport.abort()
            raise asyncio.CancelledError
        return web.Response(text=body, status=status, content_type="application/json")

    def _note(self, request: Request, status: int, said: str, body: str | None) -> None:
        with self.world.changed:
            call = Call(request.method, request.params, status, said, body or "", self.world.clock())
            self.calls.append(call)

    async def _result(self, request: Request) -> str:
        """The JSON of a granted request. Raises Refusal."""
        if request.method == "getUpdates":
            return await self._poll(request.params)
        if request.method in WEBHOOK_METHODS:
            result: Any = self._hook(request)
        elif request.method not in METHODS:
            raise Refusal(501, f"this test server does not offer {request.method}")
        else:
            with self.world.changed:
                if self.flood is not None:
                    self.flood.check(request, self.world.clock())
                result = METHODS[request.method](self.world, request)
        return json.dumps({"ok": True, "result": result}, ensure_ascii=False)

    def _hook(self, request: Request) -> Any:
        params, updates = request.params, self.world.updates
        if request.method == "getWebhookInfo":
            return self.webhook.info()
        with self.world.changed:
            if params.get("drop_pending_updates"):
                updates.drop()
            if request.method == "deleteWebhook":
                params = {}
            else:
                updates.allow(params.get("allowed_updates"))
        self.webhook.set(params)
        if self.webhook.url:
            self._release(Refusal(409, "terminated by setWebhook request"))
        return True

    async def _poll(self, params: Json) -> str:
        """Updates as soon as there are any; a second poll ends the first. Raises Refusal."""
        if self.webhook.url:
            problem = (
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
            raise Refusal(409, problem)
        other = "terminated by other getUpdates request; make sure that only one bot instance is running"
        self._release(Refusal(409, other))
        updates = self.world.updates
        limit = min(max(int(params.get("limit") or 100), 1), 100)
        stop = self.loop.time() + min(int(params.get("timeout") or 0), LONGEST_POLL)
        with self.world.changed:
            updates.allow(params.get("allowed_updates"))
            updates.acknowledge(int(params.get("offset") or 0))
            self.world.changed.notify_all()
            first = updates.first(limit)
        while not first and self.loop.time() < stop:
            await self._wait(stop - self.loop.time())
            with self.world.changed:
                first = updates.first(limit)
        return f'{{"ok":true,"result":[{",".join(first)}]}}'

    async def _wait(self, seconds: float) -> None:
        mine = self._poller = self.loop.create_future()
        with self.world.changed:
            self.world.changed.notify_all()
            if self.world.updates.pending:
                return
        try:
            await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poller is mine:
                self._poller = None

    async def _download(self, http: web.Request) -> web.StreamResponse:
        if self.is_revoked or http.match_info["token"] != self.token:
            return web.json_response(Refusal(401).json(), status=401)
        path = http.match_info["path"]
        with self.world.changed:
            stored = next((file for file in self.world.files.values() if file.path == path), None)
            self.last_request = time.monotonic()
        if stored is None:
            return web.json_response(Refusal(404).json(), status=404)
        return web.Response(body=stored.upload.data, content_type="application/octet-stream")


async def _read(http: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters from the address, a form or JSON; and the files that came along."""
    params: Json = dict(http.query)
    uploads: dict[str, Upload] = {}
    if http.content_type == "application/json":
        body = await http.read()
        params.update(json.loads(body) if body else {})
    elif http.content_type.startswith("multipart/"):
        for key, value in (await http.post()).items():
            if isinstance(value, web.FileField):
                uploads[key] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                params[key] = value
    else:
        params.update(parse_qsl((await http.read()).decode(), keep_blank_values=True))
    return params, uploads
