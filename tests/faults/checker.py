"""Reads a history and names everything in it that must not have happened.

In the manner of Jepsen (jepsen.io): the run is recorded by its clients, judged afterwards by a pure
function, and that function is tested by histories that are wrong on purpose.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tests.faults.history import History, Said, Shown, View

WITH_SOMEBODY = {"waiting", "active"}


def faults(history: History) -> list[str]:
    """Return a sentence for each fault; an empty list is a clean run."""
    history.sort()
    return [
        *unanswered(history),
        *lost(history),
        *altered(history),
        *doubled(history),
        *disordered(history),
        *broken_chains(history),
        *divided(history),
        *double_owned(history),
        *forgotten(history),
        *silent(history),
        *misled(history),
    ]


def unanswered(history: History) -> Iterator[str]:
    """Everything said was answered in the end: the clients ask until it is."""
    for said in history.said:
        if said.seq is None:
            yield f"unanswered: {_name(said)}"


def lost(history: History) -> Iterator[str]:
    """What was acknowledged stands on every screen of its conversation."""
    for view in (one for one in history.views if one.whole):
        there = {shown.client_id for shown in view.shown}
        for said in _of(history, view):
            if said.seq is not None and said.client_id not in there:
                yield f"lost: {_name(said)} is not on the screen of {view.viewer}"


def altered(history: History) -> Iterator[str]:
    """It stands there under the number its sender was told, and says what was said."""
    for view in history.views:
        known = {said.client_id: said for said in _of(history, view)}
        for shown in view.shown:
            said = known.get(shown.client_id or "")
            if said is None or said.seq is None:
                continue
            if (shown.seq, shown.text) != (said.seq, said.text):
                yield f"altered: {_name(said)} on the screen of {view.viewer}, number {shown.seq}"
        for seq in view.alarms:
            yield f"altered: number {seq} came to {view.viewer} in two versions"


def doubled(history: History) -> Iterator[str]:
    """Nothing stands twice on one screen."""
    for view in history.views:
        ids = Counter(shown.client_id for shown in view.shown if shown.client_id)
        for client_id, times in ids.items():
            if times > 1:
                yield f"doubled: {client_id} stands {times} times on the screen of {view.viewer}"
    for client_id, numbers in history.repeated:
        if len(numbers) > 1:
            yield f"doubled: {client_id} was told the numbers {sorted(numbers)}"


def disordered(history: History) -> Iterator[str]:
    """Numbers rise on every screen, and each sender's messages stand as they were said."""
    for view in history.views:
        for before, after in pairwise(view.shown):
            if after.seq <= before.seq:
                yield f"disordered: {view.viewer} saw {after.seq} after {before.seq}"
        numbers = {said.client_id: said for said in _of(history, view)}
        last: dict[str, int] = {}
        for shown in view.shown:
            said = numbers.get(shown.client_id or "")
            if said is None:
                continue
            if said.number <= last.get(said.sender, 0):
                yield f"disordered: {_name(said)} came late on the screen of {view.viewer}"
            last[said.sender] = said.number


def broken_chains(history: History) -> Iterator[str]:
    """Each event follows the one before it on that screen, the first follows none."""
    for view in history.views:
        previous = 0
        for shown in view.shown:
            if shown.prev != previous:
                yield f"broken chain: {view.viewer} showed {shown.seq} after {previous}"
            previous = shown.seq


def divided(history: History) -> Iterator[str]:
    """All screens of a conversation are beginnings of one and the same list of messages."""
    by_conversation: dict[str, list[View]] = {}
    for view in history.views:
        by_conversation.setdefault(view.conversation_id, []).append(view)
    for conversation_id, views in by_conversation.items():
        longest = max((_messages(view) for view in views), key=len)
        for view in views:
            mine = _messages(view)
            if mine != longest[: len(mine)]:
                yield f"divided: {view.viewer} saw another story of {conversation_id}"


def double_owned(history: History) -> Iterator[str]:
    """A conversation is given to one counsellor, and its log says so once."""
    owners: dict[str, set[str]] = {}
    for claim in history.claims:
        owners.setdefault(claim.conversation_id, set()).add(claim.counsellor)
    for conversation_id, names in owners.items():
        if len(names) > 1:
            yield f"double owned: {conversation_id} by {sorted(names)}"
    for view in history.views:
        held = 0
        for shown in view.shown:
            held += {"assigned": 1, "released": -1, "transferred": 0}.get(shown.kind, 0)
            if held > 1:
                yield f"double owned: {view.viewer} saw {view.conversation_id} given twice"


def forgotten(history: History) -> Iterator[str]:
    """Whoever came and has not left has a place in line or a counsellor."""
    if history.standing is None:
        return
    for conversation_id in history.came:
        state = history.standing.board.get(conversation_id)
        if state not in WITH_SOMEBODY:
            yield f"forgotten: {conversation_id} is {state or 'nowhere'} on the board"


def silent(history: History) -> Iterator[str]:
    """Every escalation somebody was told of is open on a supervisor's screen, and only once."""
    if history.standing is None:
        return
    shown = Counter(conversation_id for conversation_id, _ in history.standing.open_escalations)
    for conversation_id in history.raised:
        if shown[conversation_id] != 1:
            yield f"silent: {shown[conversation_id]} escalations of {conversation_id} are shown"


def misled(history: History) -> Iterator[str]:
    """What the young person was told is so: a counsellor is here, or one waits."""
    if history.standing is None:
        return
    for view in history.views:
        if view.viewer != "young":
            continue
        told = [one.kind for one in view.shown if one.kind in {"assigned", "released"}]
        believes = "active" if told[-1:] == ["assigned"] else "waiting"
        stands = history.standing.board.get(view.conversation_id, believes)
        if believes != stands:
            yield f"misled: {view.conversation_id} is {stands}, and was told {believes}"


def _of(history: History, view: View) -> list[Said]:
    return history.of(view.conversation_id)


def _messages(view: View) -> list[tuple[int, str | None]]:
    return [(shown.seq, shown.client_id) for shown in view.shown if _is_message(shown)]


def _is_message(shown: Shown) -> bool:
    return shown.kind == "message"


def _name(said: Said) -> str:
    return f"message {said.number} of the {said.sender} in {said.conversation_id} (told {said.seq})"
