// @ts-check
/* The dialogs that look after somebody, on the supervisor's page: emergency card, risk questions, safety plan, find help, legal duties, video. */

import { EmergencyCard } from "../../chat/web/staff/emergency_card.js";
import { HelpDialog } from "../../chat/web/staff/help_dialog.js";
import { RiskQuestions } from "../../chat/web/staff/risk_questions.js";
import { SafetyPlan } from "../../chat/web/staff/safety_plan.js";
import { VideoDialog } from "../../chat/web/staff/video_dialog.js";
import { html } from "../../chat/web/vendor/preact.js";
import { write } from "./acts.js";
import { LegalDuties } from "./legal_duties.js";

/** @import { Reading } from "./reading.js" */
/** @import { TimedRow } from "./rows.js" */
/** @import { Watch } from "./watch.js" */

/** @param {{ kind: "card" | "risk" | "plan" | "help" | "legal" | "video", watch: Watch, reading: Reading, row: TimedRow, close: () => void }} props */
export function CareDialog({ kind, watch, reading, row, close }) {
  const id = reading.conversationId;
  const events = reading.events.value;
  if (kind === "risk") return html`<${RiskQuestions} ask=${watch.request} id=${id} callWord=${row.call_word} close=${close} />`;
  if (kind === "plan") return html`<${SafetyPlan} ask=${watch.request} id=${id} callWord=${row.call_word} events=${events} close=${close} />`;
  if (kind === "help") return html`<${HelpDialog} ask=${watch.request} id=${id} callWord=${row.call_word} close=${close} />`;
  if (kind === "video") return html`<${VideoDialog} lent ask=${watch.request} id=${id} callWord=${row.call_word} close=${close} />`;
  if (kind === "legal") return html`<${LegalDuties} ask=${watch.request} id=${id} callWord=${row.call_word} age=${row.age_band} events=${events} close=${close} />`;
  const canWhisper = row.counsellor !== null && row.state === "active";
  const whisper = (/** @type {string} */ text) => write(watch, "whisper", { conversation_id: id, client_id: crypto.randomUUID(), text });
  return html`<${EmergencyCard} ask=${watch.request} id=${id} callWord=${row.call_word} level=${row.level} municipality=${row.municipality}
    raisedAt=${row.escalation?.raised_at ?? null} events=${events} whisper=${canWhisper ? whisper : null} close=${close} />`;
}
