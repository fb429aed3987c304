// @ts-check
/* The dialogs that look after somebody, on the counsellor's page: risk questions, safety plan, emergency card, find help, video. */

import { html } from "../vendor/preact.js";
import { EmergencyCard } from "../staff/emergency_card.js";
import { HelpDialog as FindHelp } from "../staff/help_dialog.js";
import { RiskQuestions } from "../staff/risk_questions.js";
import { SafetyPlan } from "../staff/safety_plan.js";
import { VideoDialog as OfferVideo } from "../staff/video_dialog.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @typedef {{ conversation: Conversation, desk: Desk, close: () => void }} Props */

/** @param {Props} props */
export function RiskDialog({ conversation, desk, close }) {
  return html`<${RiskQuestions} ask=${desk.house.ask} id=${conversation.id} callWord=${conversation.callWord} close=${close} />`;
}

/** @param {Props} props */
export function PlanDialog({ conversation, desk, close }) {
  return html`<${SafetyPlan} ask=${desk.house.ask} id=${conversation.id} callWord=${conversation.callWord} events=${conversation.events} close=${close} />`;
}

/** @param {Props} props */
export function CardDialog({ conversation, desk, close }) {
  const { id, callWord, level, municipality, escalation, events } = conversation;
  return html`<${EmergencyCard} ask=${desk.house.ask} id=${id} callWord=${callWord} level=${level} municipality=${municipality}
    raisedAt=${escalation?.raised_at ?? null} events=${events} whisper=${null} close=${close} />`;
}

/** @param {Props} props */
export function HelpDialog({ conversation, desk, close }) {
  return html`<${FindHelp} ask=${desk.house.ask} id=${conversation.id} callWord=${conversation.callWord} close=${close} />`;
}

/** @param {Props} props */
export function VideoDialog({ conversation, desk, close }) {
  return html`<${OfferVideo} ask=${desk.house.ask} id=${conversation.id} callWord=${conversation.callWord} close=${close} />`;
}
