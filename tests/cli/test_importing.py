"""`amends import complaints`: its exit code says whether every row was taken in."""

import json

import pytest

from amends.cli.main import main
from amends.complaints.models import Complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried_out(tmp_path, capsys):
    def run(*texts: str, dry: bool = False):
        file = tmp_path / "old.jsonl"
        rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
        file.write_text("\n".join(json.dumps(row) for row in rows))
        words = ["--map", "external_id=id", "--report", str(tmp_path / "report"), *(["--dry-run"] if dry else [])]
        return main(["import", "complaints", str(file), "--json", *words]), json.loads(capsys.readouterr().out)

    return run


def test_it_is_done_when_every_row_was_taken_in_or_known(carried_out):
    assert carried_out("It leaks.", "It is loud.")[0] == 0
    code, said = carried_out("It leaks.", "It is loud.")
    assert (code, said["accepted"], said["duplicates"], said["refused"]) == (0, 0, 2, [])


@pytest.mark.parametrize("dry", [False, True])
def test_it_ends_with_3_when_rows_were_refused_and_the_others_are_in(carried_out, dry):
    code, said = carried_out("It leaks.", "  ", "It is loud.", dry=dry)
    assert code == 3
    assert (said["accepted"], [one["line"] for one in said["refused"]]) == (2, [2])
    assert Complaint.objects.count() == (0 if dry else 2)


def test_the_help_says_so(capsys):
    with pytest.raises(SystemExit):
        main(["import", "complaints", "--help"])
    assert "exit 3" in capsys.readouterr().out
