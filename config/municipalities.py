"""Reads `municipalities.csv`: the official codes, names and regions of the 98 (kommuner)."""

import csv
from pathlib import Path

from config.edited_file import wrong


def is_code(text: str) -> bool:
    """Tell an official code of a municipality or region: four digits."""
    return len(text) == len("0101") and text.isdecimal()


def read_municipalities(file: Path) -> dict[str, str]:
    """Return the municipalities' names by code, each with a region and no code twice."""
    names: dict[str, str] = {}
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            rows = csv.DictReader(opened)
            for row in rows:
                code, name = row.get("code") or "", row.get("name") or ""
                if not (is_code(code) and name) or code in names:
                    raise wrong(f"{file} line {rows.line_num}: expected a new code and a name.")
                if not is_code(row.get("region_code") or ""):
                    raise wrong(f"{file} line {rows.line_num}: expected a region_code.")
                names[code] = name
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"{file} can't be read: {type(error).__name__}.") from None
    return names


def read_regions(file: Path) -> dict[str, str]:
    """Return the region's code of each municipality, from a file `read_municipalities` has held."""
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["code"]: row.get("region_code") or "" for row in csv.DictReader(opened)}


def read_region_names(file: Path) -> dict[str, str]:
    """Return the regions' names by code, from a file `read_municipalities` has held."""
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["region_code"]: row.get("region") or "" for row in csv.DictReader(opened)}
