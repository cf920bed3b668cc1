"""A query that is compiled once per process and then run with other values.

Django compiles a join of five wide tables anew each time it is asked, which costs several times what the database needs
for it. Rows are read from the database every time: a change of settings is seen by the very next request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet, UUIDField
from django.db.models.query import get_related_populators

from amends.rows import prepared

Row = TypeVar("Row", bound=Model)
_KEY: UUIDField[UUID, UUID] = UUIDField()
_PAGE = 32  # keys of a page of a list


@dataclass(frozen=True, slots=True)
class _Plan:
    """What Django works out of a queryset: its SQL, how values and objects are made of a row."""

    model: Any
    sql: str
    parameters: tuple[Any, ...]
    compiler: Any
    converters: Any
    names: Sequence[str]
    columns: slice
    populators: Sequence[Any]


class Compiled(Generic[Row]):
    """Finds one row, with what `rows` selects beside it, by one value.

    rows: gives the queryset for a value. example: a value of the right type that stands for the one asked for; it must
    be unlike every other value in the query.
    """

    def __init__(self, rows: Callable[[Any], QuerySet[Row]], *, example: object) -> None:
        self._rows, self._example = rows, example
        self._plan: _Plan | None = None

    def first(self, value: str | UUID) -> Row | None:
        """Run the query for a value that is given as the database keeps it."""
        plan = self._plan = self._plan or _compile(self._rows(self._example))
        rows = _run(plan, {self._example: value}, most=1)
        return rows[0] if rows else None


class CompiledMany(Generic[Row]):
    """Finds the rows of many keys, with what `rows` selects beside them; in no order.

    rows: gives the queryset for keys, one or as many as a page holds or more: keys are filled up to one of a few lengths,
    so that few queries are compiled.
    """

    def __init__(self, rows: Callable[[list[UUID]], QuerySet[Row]]) -> None:
        self._rows = rows
        self._plans: dict[int, _Plan] = {}

    def many(self, keys: Sequence[UUID]) -> list[Row]:
        """Run the query for these keys; without any there is none."""
        if not keys:
            return []
        length = max(_PAGE, 1 << (len(keys) - 1).bit_length()) if len(keys) > 1 else 1
        examples = [UUID(int=number) for number in range(1, length + 1)]
        if length not in self._plans:
            self._plans[length] = _compile(self._rows(examples))
        plan = self._plans[length]
        kept = [_KEY.get_db_prep_value(key, connection) for key in (*examples, *keys)]
        wanted = kept[length:] + [kept[-1]] * (length - len(keys))
        return _run(plan, dict(zip(kept, wanted, strict=False)))


def _run(plan: _Plan, values: Mapping[Any, Any], most: int | None = None) -> list[Any]:
    """Read rows with these values in the place of the examples."""
    with connection.cursor() as cursor:
        parameters = [values.get(one, one) for one in plan.parameters]
        if connection.vendor == "postgresql":
            prepared.run(cursor, (plan.sql, parameters))
        else:
            cursor.execute(plan.sql, parameters)
        rows = cursor.fetchmany(most) if most else cursor.fetchall()
    found = []
    for row in plan.compiler.apply_converters(rows, plan.converters):
        one = plan.model.from_db(connection.alias, plan.names, row[plan.columns])
        for populator in plan.populators:
            populator.populate(row, one)
        found.append(one)
    return found


def _compile(queryset: QuerySet[Any]) -> _Plan:
    compiler = queryset.query.get_compiler(using=connection.alias)
    sql, parameters = compiler.as_sql()
    select, information = compiler.select, compiler.klass_info
    places = information["select_fields"]
    return _Plan(
        model=queryset.model,
        sql=sql,
        parameters=parameters,
        compiler=compiler,
        converters=compiler.get_converters(map(itemgetter(0), select)),
        names=[select[place][0].target.attname for place in places],
        columns=slice(places[0], places[-1] + 1),
        populators=get_related_populators(information, select, connection.alias),  # type: ignore[call-arg]
    )
