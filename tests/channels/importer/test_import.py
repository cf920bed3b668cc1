"""Import: every row once, words intact, what ended arrives closed, what cannot be read is named with its line."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from openpyxl import Workbook

from amends.channels.importer import command, mapping
from amends.channels.importer.command import Run
from amends.channels.importer.encodings import encoding_of
from amends.channels.importer.tables import UnreadableFile, rows_of
from amends.complaints import timeline
from amends.complaints.models import Complaint, Entry, Outbox
from amends.correspondence.models import Message
from amends.flows import importing, worker
from amends.intake import actions as intake
from amends.kernel import reference
from amends.organisation.actor import SYSTEM
from amends.promises.models import Promise
from benchmarks.corpora import find_mails
from tests.cast import House, make_house

NOW = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
JAPANESE = "買ったばかりの靴が二日で水漏れしました。\n店員は「値段相応」だと言いました。㈱髙﨑①"
CHINESE = "鞋子穿了两天就漏水，店员说这个价钱就是这样的质量。我要退货，请你们给我一个说法。"


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def write_csv(path: Path, rows: list[dict[str, Any]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def take(
    house: House, path: Path, *maps: str, source: str = "old", is_told: bool = False, is_dry: bool = False
) -> tuple[command.Outcome, list[dict[str, Any]]]:
    reader = mapping.Reader.of(
        house.brand, house.front, mapping.read_mapping(maps), source=source, is_told=is_told, at=NOW
    )
    report = path.with_suffix(".report")
    outcome = command.carry_out(Run(path, report, "", is_dry), reader, by=SYSTEM, at=NOW)
    return outcome, [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]


def texts() -> set[str]:
    return set(Message.objects.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("text", "encoding", "delimiter"),
    [
        (JAPANESE, "utf-8", ","),
        (JAPANESE, "utf-8-sig", ";"),
        (JAPANESE, "utf-16", "\t"),
        (JAPANESE, "cp932", ","),
        (CHINESE, "gb18030", ";"),
        (CHINESE, "gb2312", ","),
        ("Plain; words, with both", "ascii", "|"),
    ],
)
def test_a_csv_file_tells_its_encoding_and_delimiter_by_itself(
    house: House, tmp_path: Path, text: str, encoding: str, delimiter: str
) -> None:
    path = write_csv(tmp_path / "a.csv", [{"id": "1", "body": text}, {"id": "2", "body": "next"}],
                     encoding=encoding, delimiter=delimiter)  # fmt: skip
    outcome, _ = take(house, path, "text=body,external_id=id")
    assert (outcome.accepted, outcome.refused) == (2, [])
    assert texts() == {text, "next"}


def test_xlsx_and_jsonl_give_what_csv_gives(house: House, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "text", "received_on", "order"])
    book.active.append([7, JAPANESE, datetime(2026, 3, 1), 4711.0])
    book.save(tmp_path / "a.xlsx")
    line = {"id": 8, "text": CHINESE, "complainant": {"name": "王"}, "received_on": "2026-03-02", "none": None}
    (tmp_path / "b.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n\n", encoding="utf-8")
    take(house, tmp_path / "a.xlsx", "external_id=id")
    take(house, tmp_path / "b.jsonl", "external_id=id", "name=complainant.name")
    assert texts() == {JAPANESE, CHINESE}
    first, second = Complaint.objects.order_by("received_at")
    assert (first.order_number, first.received_at.date().isoformat(), first.language) == ("4711", "2026-03-01", "ja")
    assert (second.customer.name, second.language) == ("王", "zh-Hans")


def test_imported_twice_is_there_once_by_id_or_by_the_whole_row(house: House, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"id": n, "text": "the same words"} for n in (1, 2, 3, 3)])
    first, lines = take(house, path, "external_id=id")
    again, more = take(house, path, "external_id=id")
    assert (first.accepted, first.duplicates) == (3, 1)
    assert (again.accepted, again.duplicates) == (0, 4)
    assert [line["reference"] for line in lines] == [line["reference"] for line in more]
    assert [line["external_id"] for line in lines] == ["1", "2", "3", "3"]
    other, _ = take(house, path, source="another system")
    assert (other.accepted, other.duplicates) == (3, 1)
    assert Complaint.objects.count() == 6


def test_what_ended_elsewhere_arrives_closed_without_promises_and_says_so(house: House, tmp_path: Path) -> None:
    rows = [
        {"text": "ended", "state": "closed", "outcome": "satisfied", "received_on": "2026-01-05", "closed_on": "2026-01-20"},
        {"text": "ended without a word", "state": "Resolved", "outcome": "", "received_on": "2026-01-05", "closed_on": ""},
        {"text": "open", "state": "open", "outcome": "", "received_on": "2026-01-05", "closed_on": ""},
    ]  # fmt: skip
    outcome, _ = take(house, write_csv(tmp_path / "a.csv", rows))
    assert outcome.accepted == 3
    ended, silent, still_open = (Complaint.objects.get(snippet=row["text"]) for row in rows)
    assert (ended.state, ended.outcome, ended.closed_at.date().isoformat()) == ("closed", "satisfied", "2026-01-20")
    assert (silent.state, silent.outcome) == ("closed", "explained_and_content")
    kinds = list(Entry.objects.filter(complaint=ended).order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["complaint.accepted", "complaint.imported_closed"]
    assert not Promise.objects.filter(complaint__in=[ended, silent]).exists()
    assert still_open.state == "accepted"
    assert [promise.subject for promise in Promise.objects.filter(complaint=still_open)] == ["answer"]
    assert still_open.next_due_at is not None
    assert still_open.next_due_at > NOW
    assert not Outbox.objects.exists()
    assert list(timeline.broken_chains()) == []


def test_nobody_is_told_of_an_import_unless_that_is_asked_for(house: House, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"text": "open", "email": "a@example.com", "state": ""}])
    take(house, path, source="quiet")
    worker.drain()
    assert not Message.objects.filter(is_ours=True).exists()
    take(house, path, source="told", is_told=True)
    worker.drain()
    assert Message.objects.get(is_ours=True).to_address == "a@example.com"


def test_refused_rows_are_named_with_their_line_and_stop_nothing(house: House, tmp_path: Path) -> None:
    lines = [
        "text,received_on,state,channel,unit,kind",
        '"two\nlines",2026-01-01,,,,',
        "   ,2026-01-01,,,,",
        "when,the day before yesterday,,,,",
        "future,2031-01-01,,,,",
        "state,,lost,,,",
        "channel,,,pigeon,,",
        "unit,,,,nowhere,",
        "too,many,cells,in,this,row,here",
        "few",
        "good,01.02.2026,closed,phone,repairs,question",
    ]
    raw = "\n".join(lines).encode() + b"\nbad \xff bytes,,,,,\n"
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    outcome, report = take(house, path)
    assert outcome.accepted == 3
    assert texts() == {"two\nlines", "few", "good"}
    assert [one["line"] for one in outcome.refused] == [4, 5, 6, 7, 8, 9, 10, 13]
    assert [line["line"] for line in report] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    reasons = " ".join(one["reason"] for one in outcome.refused)
    for word in ("no text", "2026-07-14", "future", "only open or closed", "pigeon", "nowhere", "7 cells", "not UTF-8"):
        assert word in reasons


def test_a_broken_line_of_json_is_refused_by_itself(house: House, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "good"}\n{"text": \n["no object"]\n{"text": "also good"}\n')
    outcome, _ = take(house, path)
    assert (outcome.accepted, [one["line"] for one in outcome.refused]) == (2, [2, 3])


def test_nul_is_removed_and_the_report_says_so(house: House, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "before\x00after", "name": "N\x00ul", "order": "1\x002"}))
    outcome, report = take(house, tmp_path / "a.jsonl")
    assert outcome.accepted == 1
    assert texts() == {"beforeafter"}
    assert "NUL" in report[0]["changed"]


def test_a_dry_run_writes_nothing_and_counts_the_same(house: House, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"id": n, "text": "words" if n else ""} for n in range(4)])
    dry, _ = take(house, path, "external_id=id", is_dry=True)
    assert (dry.accepted, dry.duplicates, len(dry.refused)) == (3, 0, 1)
    assert not Complaint.objects.exists()
    take(house, path, "external_id=id")
    dry, _ = take(house, path, "external_id=id", is_dry=True)
    assert (dry.accepted, dry.duplicates) == (0, 3)


def test_a_row_the_database_refuses_is_refused_alone(house: House, tmp_path: Path, monkeypatch) -> None:
    path = write_csv(tmp_path / "a.csv", [{"id": n, "text": f"words {n}"} for n in range(5)])
    real = intake.accept

    def picky(arrival, **rest):
        if arrival.text == "words 3":
            raise IntegrityError("no")
        return real(arrival, **rest)

    monkeypatch.setattr(intake, "accept_many", lambda *a, **k: (_ for _ in ()).throw(IntegrityError("batch")))
    monkeypatch.setattr(intake, "accept", picky)
    outcome, _ = take(house, path, "external_id=id")
    assert (outcome.accepted, [one["line"] for one in outcome.refused]) == (4, [5])


@pytest.mark.parametrize(
    ("maps", "words"),
    [
        (("text",), "write field=column"),
        (("colour=x",), "there is no field colour"),
        (("text=bodi",), "no such column"),
        ((), "no column is the text"),
    ],
)
def test_a_wrong_mapping_is_refused_before_anything_is_taken_in(
    house: House, tmp_path: Path, maps: tuple[str, ...], words: str
) -> None:
    path = write_csv(tmp_path / "a.csv", [{"content": "x"}])
    with pytest.raises(mapping.WrongMapping, match=words):
        take(house, path, *maps)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(("name", "raw"), [("a.csv", b""), ("a.xlsx", b"PK\x03\x04 no"), ("gone.csv", None)])
def test_a_file_that_cannot_be_read_is_refused_in_words(
    house: House, tmp_path: Path, name: str, raw: bytes | None
) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnreadableFile):
        list(rows_of(tmp_path / name))


def test_the_encoding_of_a_longer_text_is_found(tmp_path: Path) -> None:
    for text, encoding in ((JAPANESE * 50, "cp932"), (CHINESE * 50, "gb18030"), ("naïve café\n" * 9, "utf-8")):
        (tmp_path / "a").write_bytes(text.encode(encoding))
        assert encoding_of(tmp_path / "a") == encoding


@pytest.mark.long
@pytest.mark.parametrize("name", [
    "en_banking77", "en_cfpb_issue", "en_cfpb_product", "id_product_reviews", "ja_quasi_reviews",
    "ms_twitter_sentiment", "ms_twitter_supervised",
])  # fmt: skip
def test_every_shared_text_is_imported_once_and_found_again_intact(house: House, tmp_path: Path, name: str) -> None:
    mails = find_mails(Path(__file__).parents[2])
    if mails is None:
        pytest.skip("the shared corpora are not beside the checkout")
    shared = mails.parent / "complaints" / f"{name}.jsonl"
    path = tmp_path / shared.name
    path.symlink_to(shared)
    rows = [json.loads(line) for line in shared.read_text(encoding="utf-8").splitlines()]
    first, report = take(house, path, "text=text,language=lang", "external_id=id")
    again, _ = take(house, path, "text=text,language=lang", "external_id=id")
    assert (first.accepted, first.duplicates, first.refused_count) == (len(rows), 0, 0)
    assert (again.accepted, again.duplicates) == (0, len(rows))
    by_id = {line["external_id"]: reference.parse(line["reference"]) for line in report}
    stored = dict(Message.objects.filter(kind="complaint").values_list("complaint__number", "text"))
    for row in rows:
        assert stored[by_id[row["id"]]] == row["text"]
    assert importing.BATCH == 1000
