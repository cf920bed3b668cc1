"""A disk without room: refused in words, nothing half stored, and all goes on by itself when there is room again."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.channels.email.letters import written
from tests.faults.disks import WAYS, Disk
from tests.faults.doors import Doors, is_told_to_wait
from tests.faults.victims import AMENDS, Web, prepared, with_port

# What the rows name of the store: sent, waiting, shown, raw.
NAMED = """
SELECT stored FROM correspondence_attachment UNION SELECT stored FROM correspondence_upload
UNION SELECT shown FROM correspondence_attachment UNION SELECT stored FROM correspondence_rawmail
"""
pytestmark = pytest.mark.parametrize("way", WAYS)


@contextmanager
def served_on(disk: Disk, environment: dict[str, str], tmp_path: Path) -> Iterator[Doors]:
    """Serve on a disk, with people at work at every door."""
    token = prepared(environment, language="ja")
    web = Web(environment, tmp_path / "log", before=disk.started_on())
    web.process.start()
    try:
        disk.pid = web.process.pid
        web.wait_until_it_answers()
        yield Doors(web.port, token, environment, "ja", look_from=disk.inside())
    finally:
        web.process.stop()


def received(disk: Disk, environment: dict[str, str], mail: bytes) -> int:
    """Hand a mail over as a mail server does; give what it is told."""
    words = [*disk.beside(), *AMENDS, "mail", "receive", "--json"]
    return subprocess.run(words, input=mail, env=environment, capture_output=True, check=False).returncode


def half_stored(disk: Disk, doors: Doors) -> list[str]:
    """Give files that no row names."""
    store = disk.seen() / "store"
    there = {str(path.relative_to(store)) for path in store.rglob("*") if path.is_file()}
    return sorted(there - {path for (path,) in doors.ask(NAMED)})


def test_a_full_disk_refuses_in_words_keeps_nothing_half_and_goes_on_when_there_is_room(
    way: type[Disk], migrated_database, tmp_path
) -> None:
    # Half a file of bytecode in the checkout would be found by the tests that follow.
    environment = with_port(migrated_database, 9) | {"PYTHONDONTWRITEBYTECODE": "1"}
    disk = way(Path(environment["AMENDS_DATA"]))
    mail = written(text="The floor is wet. " * 2000)
    with served_on(disk, environment, tmp_path) as doors:
        disk.fill()
        photo, form = doors.photo(), doors.portal()
        refused = [doors.api("x" * 150_000)] if "DATABASE_URL" not in environment else []
        told = received(disk, environment, mail)
        left = half_stored(disk, doors)
        stored = doors.stored()
        disk.free()
        assert is_told_to_wait(photo, "ja"), photo.text[:300]
        assert is_told_to_wait(form, "ja"), form.text[:300]
        assert all(is_told_to_wait(answer, "ja") for answer in refused), [answer.text[:300] for answer in refused]
        assert (told, left, stored) == (75, [], dict.fromkeys(doors.marks, 0))
        answers = [doors.photo(), doors.photo(), doors.api("x" * 150_000), doors.portal()]
        assert [answer.status_code for answer in answers] == [201, 201, 201, 303]
        assert answers[0].content == answers[1].content
        assert received(disk, environment, mail) == 0
        assert doors.stored() == dict.fromkeys(doors.marks, 1) | {"desk": 0}
        assert half_stored(disk, doors) == []
        proof = subprocess.run([*disk.inside(), *AMENDS, "verify"], env=environment, capture_output=True, check=False)
        assert proof.returncode == 0, proof.stdout
