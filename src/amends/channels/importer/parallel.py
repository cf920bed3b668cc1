"""Batches worked on by several processes at once: reading a row and making its digests is what an import mostly does."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from django.db import connection, connections

from amends.kernel.processes import end_with_parent

Batch = TypeVar("Batch")
Done = TypeVar("Done")
MOST_PROCESSES = 4


def in_order(work: Callable[[Batch], Done], batches: Iterable[Batch]) -> Iterator[Done]:
    """Do work on every batch and give what came of it, in order; never more than a few batches are in memory.

    SQLite lets one process write at a time, so there everything is done here.
    """
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    if connection.vendor == "sqlite" or connection.in_atomic_block or processes == 1:
        yield from map(work, batches)
        return
    connections.close_all()  # a connection shared with a child would mix up both
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=forking, initializer=_settle_in, initargs=(os.getpid(),)) as pool:
        waiting: deque[Future[Done]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_done, work, batch))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _done(work: Callable[[Batch], Done], batch: Batch) -> Done:
    done = work(batch)
    gc.collect()  # so that a file of any length takes the same memory
    return done


def _settle_in(parent: int) -> None:
    """Begin as a process that does nothing but batches."""
    # The rows of a batch live and go together: looking for cycles among them all the while took a third of the time.
    gc.freeze()
    gc.disable()
    end_with_parent(parent, signal.SIGTERM)
