"""A query that is compiled once per process and then run with other values.

Django compiles a join of five wide tables anew each time it is asked, which costs several times what the database needs
for it. Rows are read from the database every time: a change of settings is seen by the very next request.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

from amends.rows import prepared

Row = TypeVar("Row", bound=Model)


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
        plan = self._plan = self._plan or self._compile()
        with connection.cursor() as cursor:
            values = [value if one == self._example else one for one in plan.parameters]
            if connection.vendor == "postgresql":
                prepared.run(cursor, (plan.sql, values))
            else:
                cursor.execute(plan.sql, values)
            rows = cursor.fetchmany(1)
        for row in plan.compiler.apply_converters(rows, plan.converters):
            found: Row = plan.model.from_db(connection.alias, plan.names, row[plan.columns])
            for populator in plan.populators:
                populator.populate(row, found)
            return found
        return None

    def _compile(self) -> _Plan:
        rows = self._rows(self._example)
        compiler = rows.query.get_compiler(using=connection.alias)
        sql, parameters = compiler.as_sql()
        select, information = compiler.select, compiler.klass_info
        places = information["select_fields"]
        return _Plan(
            model=rows.model,
            sql=sql,
            parameters=parameters,
            compiler=compiler,
            converters=compiler.get_converters(map(itemgetter(0), select)),
            names=[select[place][0].target.attname for place in places],
            columns=slice(places[0], places[-1] + 1),
            populators=get_related_populators(information, select, connection.alias),  # type: ignore[call-arg]
        )
