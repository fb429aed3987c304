"""What both consoles may ask to look after somebody: questions, emergency card, safety plan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chat.actions.planning import ChangeSafetyPlan
from chat.domain.commands import RecordAssessment, TickEmergency
from chat.domain.identifiers import ConversationId
from chat.realtime import staff_wire, wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class CareTexts:
    """The helpline's own texts, as JSON types: in Danish; drafts until `reviewed` is set."""

    questions: Mapping[str, object]
    card: Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class CareVerbs:
    """Assess, and act in an emergency."""

    writer: Writer
    texts: Callable[[], CareTexts]
    """As they are now: their numbers come from the directory."""
    plan: ChangeSafetyPlan

    @asks("care:texts", wire.Nothing, Act.ASSESS_RISK)
    async def care_texts(self, _socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Answer with the texts of the questions and the card."""
        texts = self.texts()
        return {"questions": texts.questions, "card": texts.card}

    @asks("assessment:record", staff_wire.RecordAnswers, Act.ASSESS_RISK)
    async def assessment_record(
        self, socket: Socket, asked: staff_wire.RecordAnswers, _: Answer
    ) -> Body:
        """Write answers down; answer with the level as it now is."""
        command = RecordAssessment(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            tuple(sorted(asked.answers.items())),
            request_id=asked.client_id,
        )
        return {"level": int((await self.writer.submit(command)).after.level)}

    @asks("emergency:tick", staff_wire.TickStep, Act.TICK_EMERGENCY)
    async def emergency_tick(self, socket: Socket, asked: staff_wire.TickStep, _: Answer) -> Body:
        """Write down that a step is done, with its time."""
        command = TickEmergency(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.step,
            asked.done,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    @asks("safety_plan:update", staff_wire.PlanText, Act.EDIT_SAFETY_PLAN)
    async def safety_plan_update(
        self, socket: Socket, asked: staff_wire.PlanText, _: Answer
    ) -> Body:
        """Put one field into the plan, shown to both sides at once; answer with its number."""
        committed = await self.plan(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.field,
            asked.text,
            asked.client_id,
        )
        return {"seq": committed.after.plan_seq}
