"""`docs/asyncapi.yaml`, made of the models that validate what comes over the sockets.

`python -m config.asyncapi` prints it; a test holds file, document and handlers together.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chat.domain.audience import AUDIENCE_OF, STAFF_FIELDS, Kind
from chat.domain.bridge_told import FIELDS as BRIDGE_FIELDS
from chat.domain.bridge_told import LATER
from chat.domain.refusal import RefusalCode
from chat.realtime import bridge, counsellor
from chat.realtime.asking import asks_of
from chat.realtime.young import YoungNamespace
from chat.realtime.young_wire import YoungAuth
from supervisor_console import namespace as supervisor

SCHEMAS = "#/components/schemas/"
NAMESPACES: Mapping[str, Sequence[type]] = {
    "young": (YoungNamespace,),
    "counsellor": counsellor.VERBS,
    "supervisor": supervisor.VERBS,
    "bridge": bridge.VERBS,
}

OF_A_BRIDGE = {Kind.BRIDGE_OFFERED, *LATER}
"""Each of these tells the whole bridge."""

TO_CLIENTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "event": ("One event of a log, as this receiver may read it", ("young", "staff")),
    "heads": ("How far each log one follows reaches", ("young", "staff")),
    "waiting_room": ("One's place in line; to staff the line", ("young", "staff")),
    "typing": ("Somebody is writing", ("young", "staff")),
    "seen": ("How far somebody has read", ("young", "staff")),
    "presence": ("Somebody is here, or away", ("young", "staff")),
    "moving": ("The server goes away: come back with jitter", ("young", "staff")),
    "desk": ("Shift, conversations and offers of a counsellor", ("counsellor",)),
    "offer": ("A colleague holds out a conversation", ("counsellor",)),
    "unfollowed": ("The right to a conversation ended", ("counsellor", "bridge")),
    "on_shift": ("Who is there, and whether the door is held", ("staff",)),
    "announcement": ("A supervisor says something to all on shift", ("staff",)),
    "escalation": ("An escalation as it stands", ("staff",)),
    "tasks": ("Every open task of a bridge, and every call one could answer", ("bridge",)),
    "board": ("The whole board", ("supervisor",)),
    "board:changed": ("What changed on the board", ("supervisor",)),
}
"""What the server says of its own accord, and to whom."""


def handlers_of(namespace: str) -> Mapping[str, type[BaseModel]]:
    """Return the events a namespace takes, and the model of each payload."""
    return {ask.event: ask.payload for verbs in NAMESPACES[namespace] for _, ask in asks_of(verbs)}


def document() -> dict[str, Any]:
    """Return the whole document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Brobygger over Socket.IO",
            "version": "1",
            "description": "Socket.IO protocol 5 at /socket.io/, by websocket. Every event carries "
            "one object and is acknowledged with `ok`; `typing` needs no answer. Lengths count "
            "Unicode code points after NFC. Unknown keys are refused.",
        },
        "channels": {name: _channel(name) for name in NAMESPACES},
        "operations": dict(_operations()),
        "components": {"schemas": _schemas()},
        "x-audiences": {
            kind.value: {
                "audience": audience.value,
                "staff_only": sorted(STAFF_FIELDS.get(kind, ())),
                **({"data": list(BRIDGE_FIELDS)} if kind in OF_A_BRIDGE else {}),
            }
            for kind, audience in AUDIENCE_OF.items()
        },
    }


def _channel(name: str) -> dict[str, Any]:
    asked = {
        _name(event): {"name": event, "payload": {"$ref": SCHEMAS + model.__name__}}
        for event, model in handlers_of(name).items()
    }
    role = "young" if name == "young" else "staff"
    told = {
        f"on_{_name(event)}": {"name": event, "summary": summary, "payload": {"type": "object"}}
        for event, (summary, to) in TO_CLIENTS.items()
        if role in to or name in to
    }
    return {"address": f"/{name}", "messages": {**asked, **told}}


def _operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            f"{name}_{_name(event)}",
            {
                "action": "receive",
                "channel": {"$ref": f"#/channels/{name}"},
                "messages": [{"$ref": f"#/channels/{name}/messages/{_name(event)}"}],
                "x-acknowledged-with": {"$ref": f"{SCHEMAS}Answer"},
            },
        )
        for name in NAMESPACES
        for event in handlers_of(name)
    ]


def _schemas() -> dict[str, Any]:
    models = {model for name in NAMESPACES for model in handlers_of(name).values()} | {YoungAuth}
    named = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in named], ref_template=SCHEMAS + "{model}"
    )
    refused = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": {"enum": sorted(code.value for code in RefusalCode)},
            "message": {"type": "string"},
            "retry_after_s": {"type": "number"},
            "by": {"type": "string"},
        },
    }
    answer = {
        "type": "object",
        "required": ["ok"],
        "properties": {"ok": {"type": "boolean"}, "error": refused},
    }
    return {**schemas["$defs"], "Answer": answer}


def _name(event: str) -> str:
    return event.replace(":", "_")


if __name__ == "__main__":
    yaml.safe_dump(document(), sys.stdout, allow_unicode=True, sort_keys=False, width=100)
