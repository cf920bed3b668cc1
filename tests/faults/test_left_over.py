"""What a process was writing when it was killed goes by itself; whole files stay."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from amends.correspondence import files
from amends.flows import sweeps

WRITER = """
import sys
from amends.cli.main import prepare_django
prepare_django()
from amends.correspondence import files
def chunks():
    yield b"half a photo" * 100_000
    print("half", flush=True)
    sys.stdin.read()
files.store([b"a whole one"])
files.store(chunks())
"""


def test_half_a_file_of_a_killed_process_is_gone_a_day_later(own_database, settings) -> None:
    environment = own_database | {"DJANGO_SETTINGS_MODULE": "amends.project.settings", "PYTHONPATH": os.getcwd()}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"half\n"
        writer.kill()
    settings.AMENDS_DATA = own_database["AMENDS_DATA"]
    there = {path for path in files.root().rglob("*") if path.is_file()}
    half = {path for path in there if path.name.endswith(".part")}
    assert (len(there), len(half)) == (2, 1)
    now = datetime.now(UTC)
    assert files.forget_partial(at=now) == 0
    sweeps.SWEEPS["forget_partial"][1](now + timedelta(days=2))
    assert {path for path in files.root().rglob("*") if path.is_file()} == there - half


def test_half_an_upload_of_a_killed_process_lies_with_our_data_and_goes_too(settings, tmp_path) -> None:
    settings.AMENDS_DATA, settings.FILE_UPLOAD_TEMP_DIR = tmp_path, tmp_path / "arriving"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    with TemporaryUploadedFile("receipt.png", "image/png", 9, None) as upload:
        path = Path(upload.temporary_file_path())
    left = path.with_stem(f"{path.stem}2")  # named like one that nobody closed
    left.write_bytes(b"half a ph")
    assert left.parent == settings.FILE_UPLOAD_TEMP_DIR
    assert files.forget_partial(at=datetime.now(UTC)) == 0
    assert files.forget_partial(at=datetime.now(UTC) + timedelta(days=2)) == 1
    assert not left.exists()
