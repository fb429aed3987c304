"""Complaints closed for a year go, whether or not another one comes."""

from functools import partial

from chat.actions.forgetting import ForgettingClock, Submit
from chat.actions.ports import Clock
from chat.storage.store import Store
from chat.storage.vault import Vault
from supervisor_console.complaints.statements import KEYS, TABLE, ForgetOld, any_old


def complaint_clock(store: Store, submit: Submit, vault: Vault, clock: Clock) -> ForgettingClock:
    """Return what forgets complaints."""
    forget, old = ForgetOld(vault), partial(any_old, store)
    return ForgettingClock(store, submit, clock, old, forget, KEYS, TABLE)
