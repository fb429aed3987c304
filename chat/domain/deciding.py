"""decide(): what a command means now, or why not. The writer calls it inside the commit."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from chat.domain import (
    accompanying,
    beside,
    bridging,
    calling,
    commands,
    ending,
    escalating,
    legal_duties,
    moving,
    offering,
    pausing,
    risk,
    safety_plan,
    summary,
    talking,
    video_counselling,
)
from chat.domain.commands import Command, ShiftCommand
from chat.domain.conversation import Conversation
from chat.domain.course import Course, Decision, Rules
from chat.domain.shift import Shift

STEPS: Mapping[type[Command], Callable[[Course, Any], None]] = MappingProxyType(
    {
        commands.OpenConversation: talking.open_conversation,
        commands.SaveMessage: talking.save_message,
        commands.Assess: talking.assess,
        commands.AddNote: talking.add_note,
        commands.Judge: talking.judge,
        commands.Seen: talking.seen,
        commands.GiveFeedback: talking.give_feedback,
        commands.Arrive: moving.arrive,
        commands.Drop: moving.drop,
        commands.Accept: moving.accept,
        commands.Release: moving.release,
        commands.Transfer: moving.transfer,
        commands.EndOffer: moving.end_offer,
        commands.Join: beside.join,
        commands.TakeOver: beside.take_over,
        commands.StepOut: beside.step_out,
        commands.LoseBeside: beside.lose_beside,
        commands.CallAdviser: calling.call_adviser,
        commands.AnswerCall: calling.answer_call,
        commands.EndCall: calling.end_call,
        commands.HandPen: calling.hand_pen,
        commands.LoseAdviser: calling.lose_adviser,
        commands.CallOverdue: calling.call_overdue,
        commands.AskCompanion: accompanying.ask_companion,
        commands.SitBeside: accompanying.sit_beside,
        commands.EndCompanion: accompanying.end_companion,
        commands.HandCompanionPen: accompanying.hand_companion_pen,
        commands.LoseCompanion: accompanying.lose_companion,
        commands.Leave: ending.leave,
        commands.ComeBack: ending.come_back,
        commands.Close: ending.close,
        commands.Pause: pausing.pause,
        commands.Report: pausing.report,
        commands.WrapUp: ending.wrap_up,
        commands.FreeSeat: ending.free_seat,
        commands.RaiseEscalation: escalating.raise_escalation,
        commands.Acknowledge: escalating.acknowledge,
        commands.Resolve: escalating.resolve,
        commands.Climb: escalating.climb,
        commands.BreakSilence: escalating.break_silence,
        commands.SetLevel: escalating.set_level,
        commands.RecordAssessment: risk.record_assessment,
        commands.TickEmergency: risk.tick_emergency,
        commands.RecordLegalDuty: legal_duties.record_legal_duty,
        commands.OfferBridge: offering.offer_bridge,
        commands.AnswerBridge: offering.answer_bridge,
        commands.WithdrawBridge: offering.withdraw_bridge,
        commands.TakeBridge: bridging.take_bridge,
        commands.MoveBridge: bridging.move_bridge,
        commands.PlanBridge: bridging.plan_bridge,
        commands.LetGoBridge: bridging.let_go_bridge,
        commands.BridgeOverdue: bridging.bridge_overdue,
        commands.ChangePlan: safety_plan.change_plan,
        commands.ProposeSummary: summary.propose_summary,
        commands.AnswerSummary: summary.answer_summary,
        commands.OfferVideo: video_counselling.offer_video,
        commands.AnswerVideo: video_counselling.answer_video,
        commands.EndVideo: video_counselling.end_video,
    }
)


def decide(
    state: Conversation,
    command: Command,
    now: datetime,
    rules: Rules,
    shift: Shift | None = None,
) -> Decision:
    """Turn a command into what it causes.

    `shift` is that of the counsellor whose room or absence the answer depends on.

    Raises:
        Refused: the state does not allow it, or the asker has no right to it.
        AssessAgain: the counsellor has written since the message was assessed.
    """
    request = None if command.request_id is None else command.fingerprint()
    course = Course(state, now, rules, shift, once=command.once, request=request)
    STEPS[type(command)](course, command)
    return course.decision()


def decide_shift(state: Shift, command: ShiftCommand, now: datetime) -> Shift:
    """Turn what is asked of a shift into what it becomes.

    Raises:
        Refused: `off_shift` where there is no shift to pause or confirm.
    """
    match command:
        case commands.StartShift(capacity=capacity):
            after = state.started(capacity, now)
        case commands.PauseShift():
            after = state.paused()
        case commands.EndShift():
            after = state.ended()
        case commands.LoseDuty(gone_before=moment):
            after = state.lost(moment)
        case commands.ConfirmShift():
            after = state.confirmed(now)
        case commands.StaffHere(process=process):
            after = state.here(process)
        case commands.StaffGone(process=process):
            after = state.gone(now, process)
        case _:
            raise TypeError(type(command))
    return after
