"""The house, put together: which part is handed which. Nothing is opened here."""

from config.house.conversing import Conversing
from config.house.leasing import lease_of
from config.house.others import counts_of
from config.house.paging import Paging
from config.house.retention import retention_of
from config.house.sockets import Sockets
from config.house.staff_side import StaffSide
from config.house.storage import Storage

__all__ = [
    "Conversing",
    "Paging",
    "Sockets",
    "StaffSide",
    "Storage",
    "counts_of",
    "lease_of",
    "retention_of",
]
