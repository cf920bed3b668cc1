"""The invariant in the database: an open complaint points at a promise of its own that runs."""

from __future__ import annotations

from amends.complaints.rules import ENDED
from amends.complaints.triggers import Trigger, register
from amends.promises.rules import Standing

_ENDED = ", ".join(f"'{state}'" for state in sorted(ENDED))
_RUNNING = f"'{Standing.OPEN}', '{Standing.AT_RISK}'"
_COMPLAINT = "amends_open_complaint_promises"
_PROMISE = "amends_promise_in_use"
_POINTS_AT_RUNNING = (
    "EXISTS (SELECT 1 FROM promises_promise p WHERE p.id = NEW.next_promise_id "
    f"AND p.complaint_id = NEW.id AND p.standing IN ({_RUNNING}))"
)
_IS_NEEDED = (
    "EXISTS (SELECT 1 FROM complaints_complaint c WHERE c.id = OLD.complaint_id AND c.next_promise_id = OLD.id "
    f"AND c.state NOT IN ({_ENDED}))"
)


def _sqlite(name: str, event: str, table: str, condition: str, words: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _function(name: str, condition: str, words: str, result: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; RETURN {result}; END $$"
    )


_LOST = "an open complaint needs an open promise"
_USED = "the promise an open complaint waits for cannot end without another"
_OPEN_NEW = f"NEW.state NOT IN ({_ENDED}) AND NOT {_POINTS_AT_RUNNING}"
_ENDING = f"NEW.standing NOT IN ({_RUNNING}) AND {_IS_NEEDED}"


def connect() -> None:
    """Register the rules of promises."""
    register(
        Trigger(
            name=_COMPLAINT,
            table="complaints_complaint",
            sqlite=(
                _sqlite(f"{_COMPLAINT}_insert", "INSERT", "complaints_complaint", _OPEN_NEW, _LOST),
                _sqlite(
                    f"{_COMPLAINT}_update", "UPDATE OF state, next_promise_id", "complaints_complaint", _OPEN_NEW, _LOST
                ),
            ),
            postgresql=(
                _function(_COMPLAINT, _OPEN_NEW, _LOST, "NEW"),
                f"CREATE OR REPLACE TRIGGER {_COMPLAINT}_write BEFORE INSERT OR UPDATE OF state, next_promise_id "
                f"ON complaints_complaint FOR EACH ROW EXECUTE FUNCTION {_COMPLAINT}()",
            ),
        )
    )
    register(
        Trigger(
            name=_PROMISE,
            table="promises_promise",
            sqlite=(
                _sqlite(f"{_PROMISE}_update", "UPDATE OF standing", "promises_promise", _ENDING, _USED),
                _sqlite(f"{_PROMISE}_delete", "DELETE", "promises_promise", _IS_NEEDED, _USED),
            ),
            postgresql=(
                _function(_PROMISE, _ENDING, _USED, "NEW"),
                f"CREATE OR REPLACE TRIGGER {_PROMISE}_update BEFORE UPDATE OF standing ON promises_promise "
                f"FOR EACH ROW EXECUTE FUNCTION {_PROMISE}()",
                _function(f"{_PROMISE}_gone", _IS_NEEDED, _USED, "OLD"),
                f"CREATE OR REPLACE TRIGGER {_PROMISE}_delete BEFORE DELETE ON promises_promise "
                f"FOR EACH ROW EXECUTE FUNCTION {_PROMISE}_gone()",
            ),
        )
    )
