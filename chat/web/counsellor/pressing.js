// @ts-check
/* What presses in a conversation (haster): danger to life now, whether the supervisor has seen it, and a pause. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { now, Since } from "../staff/clock.js";
import { nameIn } from "../staff/log_rows.js";
import { clock, t } from "../staff/words.js";
import { AdviserStrip } from "./adviser.js";
import { lastWhisper } from "./attention.js";
import { CompanionStrip, SittingStrip } from "./companion.js";
import { refusalWords } from "../staff/refusals.js";
import { VideoStrip } from "../staff/video_strip.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */
/** @import { Escalation } from "../staff/wire.js" */

const IMMINENT = 4;

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props */
export function Pressing({ conversation, desk, view }) {
  const { id, level, state, escalation, reported, pausedUntil, offeredTo } = conversation;
  return html`<div class="pressing">
    ${level >= IMMINENT && state !== "closed" && html`<div class="emergency-strip" role="group"
      aria-label=${t("staff.emergency.label")}>
      <${Icon} name="siren" />
      <div><strong>${t("staff.emergency.title")}</strong> <span>${t("staff.emergency.say")}</span></div>
      <div class="emergency-strip__act">
        <a class="button button--danger" href="tel:112"><${Icon} name="phone" /> ${t("staff.emergency.ring")}</a>
        <button class="button" type="button" onClick=${() => { view.dialog.value = { kind: "card", id }; }}>${t("staff.card.open")}</button>
        ${escalation === null && html`<button class="button" type="button"
          onClick=${() => { view.dialog.value = { kind: "escalate", id }; }}>${t("staff.talk.call_supervisor")}</button>`}
      </div>
    </div>`}
    ${escalation !== null && html`<${EscalationStrip} escalation=${escalation} />`}
    <${WhisperStrip} conversation=${conversation} desk=${desk} view=${view} />
    ${reported !== null && state !== "closed" && html`<${ReportStrip} escalation=${reported} />`}
    ${pausedUntil !== null && conversation.seat !== "companion" && state !== "closed" && html`<${PauseStrip} id=${id} until=${pausedUntil} desk=${desk} />`}
    ${offeredTo !== null && html`<div class="notice notice--quiet strip"><${Icon} name="arrow-left-right" /><span>
      <strong>${t("staff.transfer.asked", { name: desk.nameOf(offeredTo) })}</strong> ${t("staff.transfer.asked_next")}</span></div>`}
    ${conversation.call !== null && conversation.seat !== "companion" && state !== "closed" && html`<${AdviserStrip} conversation=${conversation} call=${conversation.call} desk=${desk} view=${view} />`}
    ${conversation.companion !== null && state !== "closed" && (conversation.seat === "companion"
      ? html`<${SittingStrip} conversation=${conversation} desk=${desk} view=${view} />`
      : html`<${CompanionStrip} conversation=${conversation} companion=${conversation.companion} desk=${desk} view=${view} />`)}
    <${VideoStrip} ask=${desk.house.ask} id=${id} callWord=${conversation.callWord} events=${conversation.events} me=${desk.me.display_name}
      fault=${(/** @type {string} */ words) => desk.fault(words)} />
  </div>`;
}

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props a whisper shows here until its note has been on screen */
function WhisperStrip({ conversation, desk, view }) {
  const { id, events } = conversation;
  const whisper = lastWhisper(events, desk.me.display_name);
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

/** @param {{ escalation: Escalation }} props told to the supervisors: it is theirs to end */
function ReportStrip({ escalation }) {
  const name = nameIn(escalation.acknowledged_by);
  return html`<div class="notice notice--quiet strip"><${Icon} name="flag" /><span>
    <strong>${t("desk.report.told")}</strong>${" "}
    ${name === "" ? t("desk.report.wait") : t("staff.escalation.seen", { name })}</span></div>`;
}

/** @param {{ id: string, until: string, desk: Desk }} props goes by itself when its time has come */
function PauseStrip({ id, until, desk }) {
  if (Date.parse(until) <= now.value) return null;
  const goOn = async () => {
    const ack = await desk.house.pause(id, 0);
    if (!ack.ok) desk.fault(refusalWords(ack.error));
  };
  return html`<div class="notice strip strip--act"><${Icon} name="pause" /><span>
    <strong>${t("desk.pause.until", { time: clock(until) })}</strong> ${t("desk.pause.danger_comes")}</span>
    <button class="button button--small" type="button" onClick=${() => void goOn()}>${t("desk.pause.go_on")}</button></div>`;
}
