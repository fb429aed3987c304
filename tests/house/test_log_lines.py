"""Log lines in the code: a fixed word, and fields that config/log_fields.py lets past."""

import ast
from collections.abc import Iterator
from pathlib import Path

from config.log_fields import FIELDS, IDS

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
LOGGERS = {"log", "logger", "_log", "_logger", "LOG"}


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    for package in ("triage", "chat", "supervisor_console", "config"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in LEVELS
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id in LOGGERS
                ):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def test_every_line_is_one_fixed_word() -> None:
    for where, call in log_calls():
        (word,) = call.args
        assert isinstance(word, ast.Constant), where
        assert isinstance(word.value, str), where
        assert word.value.replace("_", "").isalnum(), where


def test_no_field_is_logged_in_vain() -> None:
    listed = FIELDS | IDS | {"exc_info"}

    dropped = {
        f"{where} {keyword.arg}"
        for where, call in log_calls()
        for keyword in call.keywords
        if keyword.arg and keyword.arg not in listed
    }

    assert not dropped
