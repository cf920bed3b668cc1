"""A closed-loop HTTP/1.1 client that costs little beside the server it measures: kept-open connections, no library."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

Request = Callable[[int], bytes]
CREATED = 201


@dataclass(slots=True)
class Load:
    """What came of a run. seconds: its length; latencies: one a request, in seconds, in the order of the answers.

    made: when each request that was answered 201 was answered, by its number.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bodies: list[bytes] = field(default_factory=list)
    made: dict[int, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: float) -> float:
        """Give a percentile of the latencies in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def drive(port: int, request: Request, *, clients: int = 8, seconds: float = 15.0, keep: bool = False) -> Load:
    """Let clients send one request after another for some seconds. request: number -> bytes to send. keep: the bodies."""
    return asyncio.run(_drive(port, request, clients, seconds, keep))


async def _drive(port: int, request: Request, clients: int, seconds: float, keep: bool) -> Load:
    load = Load()
    started = time.monotonic()
    numbers = iter(range(1, 100_000_000))

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < started + seconds:
            sent = time.monotonic()
            writer.write(request(number := next(numbers)))
            status, body, stays = await _answer(reader)
            load.latencies.append(time.monotonic() - sent)
            load.statuses[status] += 1
            if status == CREATED:
                load.made[number] = time.monotonic()
            if keep:
                load.bodies.append(body)
            if not stays:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    load.seconds = time.monotonic() - started
    return load


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if fields.get("transfer-encoding") == "chunked":
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        body = await reader.readexactly(int(fields.get("content-length", 0)))
    return int(head[0].split()[1]), body, fields.get("connection", "").lower() != "close"


def post(path: str, body: bytes, fields: dict[str, str]) -> bytes:
    """Write a POST request."""
    given = {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(body))} | fields
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    return "\r\n".join(lines).encode() + body
