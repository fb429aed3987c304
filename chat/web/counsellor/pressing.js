// @ts-check
/* What presses in a conversation (haster): danger to life now, and whether the supervisor has seen it. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Since } from "../staff/clock.js";
import { nameIn } from "../staff/log_rows.js";
import { t } from "../staff/words.js";
import { lastWhisper } from "./attention.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */
/** @import { Escalation } from "../staff/wire.js" */

const IMMINENT = 4;

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props */
export function Pressing({ conversation, desk, view }) {
  const { id, level, state, escalation, offeredTo } = conversation;
  return html`
    ${level >= IMMINENT && state !== "closed" && html`<div class="emergency-strip" role="group"
      aria-label=${t("staff.emergency.label")}>
      <${Icon} name="siren" />
      <div><strong>${t("staff.emergency.title")}</strong> <span>${t("staff.emergency.say")}</span></div>
      <div class="emergency-strip__act">
        <a class="button button--danger" href="tel:112"><${Icon} name="phone" /> ${t("staff.emergency.ring")}</a>
        ${escalation === null && html`<button class="button" type="button"
          onClick=${() => { view.dialog.value = { kind: "escalate", id }; }}>${t("staff.talk.call_supervisor")}</button>`}
      </div>
    </div>`}
    ${escalation !== null && html`<${EscalationStrip} escalation=${escalation} />`}
    ${offeredTo !== null && html`<div class="notice notice--quiet strip"><${Icon} name="arrow-left-right" /><span>
      <strong>${t("staff.transfer.asked", { name: desk.nameOf(offeredTo) })}</strong> ${t("staff.transfer.asked_next")}</span></div>`}
    <${WhisperStrip} conversation=${conversation} desk=${desk} view=${view} />`;
}

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props a whisper shows here until its note has been on screen */
function WhisperStrip({ conversation, desk, view }) {
  const { id, events } = conversation;
  const whisper = lastWhisper(events);
  if (whisper === null || whisper.seq <= desk.of(id).whisperSeen.value) return null;
  const name = nameIn(whisper.data["by"]) || t("staff.from.supervisor");
  return html`<button class="whisper whisper-strip" type="button" onClick=${() => view.goToNotes(id)}>
    <span class="whisper__from"><${Icon} name="ear" /> ${t("staff.notes.whispers", { name })}</span>
    <span class="pre">${whisper.data["text"]}</span>
  </button>`;
}

/** @param {{ escalation: Escalation }} props */
function EscalationStrip({ escalation }) {
  const name = nameIn(escalation.acknowledged_by);
  const answered = escalation.state === "acknowledged" || escalation.state === "in_hand";
  if (answered) {
    return html`<div class="notice notice--good strip"><${Icon} name="user-check" /><span>
      <strong>${t("staff.escalation.seen", { name: name || t("staff.from.supervisor") })}</strong></span></div>`;
  }
  return html`<div class="notice strip"><${Icon} name="hand" /><span>
    <strong>${t("staff.escalation.called")}${" "}
      ${escalation.raised_at && html`<${Since} at=${Date.parse(escalation.raised_at)} />`}</strong>
    ${t("staff.escalation.nobody")}</span></div>`;
}
