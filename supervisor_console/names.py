"""The display names of staff, as the board shows who talks with whom."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from chat.domain.identifiers import StaffId
from chat.storage import tables
from chat.storage.store import Store


class StaffNames:
    """Finds names; one that was found is kept, since accounts do not change theirs."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store
        self._known: dict[StaffId, str] = {}

    async def of(self, staff_ids: Collection[StaffId]) -> Mapping[StaffId, str]:
        """Return the names of these, without those that are no account."""
        unknown = [one for one in staff_ids if one not in self._known]
        if unknown:
            account = tables.staff.c
            query = select(account.staff_id, account.display_name).where(
                account.staff_id.in_(unknown)
            )
            found = await self._store.look(
                lambda connection: [(row[0], row[1]) for row in connection.execute(query)]
            )
            self._known.update(found)
        return {one: self._known[one] for one in staff_ids if one in self._known}
