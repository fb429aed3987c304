"""`docs/openapi.yaml`: all that can be asked of the house over HTTP.

`python -m config.openapi` prints it; a test holds file, document and routes together.
"""

import sys
from typing import Any

import yaml

from chat.pages import account_operations, openapi
from supervisor_console.complaints import operations as complaints
from supervisor_console.directory import operations as directory
from supervisor_console.figures import operations as figures
from supervisor_console.forecast import operations as forecast
from supervisor_console.legal_duties import operations as legal_duties
from supervisor_console.reports import operations as reports
from supervisor_console.visits import operations as visits
from supervisor_console.workbench import operations

OPERATIONS = (
    *openapi.OPERATIONS,
    *account_operations.OPERATIONS,
    *operations.OPERATIONS,
    *figures.OPERATIONS,
    *forecast.OPERATIONS,
    *reports.OPERATIONS,
    *complaints.OPERATIONS,
    *visits.OPERATIONS,
    *legal_duties.OPERATIONS,
    *directory.OPERATIONS,
)


def document() -> dict[str, Any]:
    """Return the whole document."""
    return openapi.document(OPERATIONS)


if __name__ == "__main__":
    yaml.safe_dump(document(), sys.stdout, allow_unicode=True, sort_keys=False, width=100)
