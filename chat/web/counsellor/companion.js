// @ts-check
/* Two in one conversation (makker): who sits in, who writes, and what the two whisper. */

import { html, useRef } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { staying, useAsking } from "../staff/asking.js";
import { now } from "../staff/clock.js";
import { refusalWords } from "../staff/refusals.js";
import { t } from "../staff/words.js";
import { Composer } from "./composer.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { AskedBeside, Companion } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */

/** @param {Desk} desk a no is told on the page: what was pressed may be gone by then */
function asking(desk) {
  return async (/** @type {Promise<Ack>} */ answer) => {
    const ack = await answer;
    if (!ack.ok) desk.fault(refusalWords(ack.error));
  };
}

/** @param {{ conversation: Conversation, companion: Companion, desk: Desk, view: View }} props the counsellor's: who is asked, or sits in */
export function CompanionStrip({ conversation, companion, desk, view }) {
  const { id, callWord, beside } = conversation;
  const ask = asking(desk);
  const end = () => void ask(desk.sittingIn.end(id));
  const name = companion.display_name;
  if (name === null) {
    const asked = desk.nameOf(companion.staff_id);
    const seconds = secondsTo(companion.until);
    return html`<div class="notice notice--quiet strip strip--act"><${Icon} name="user-plus" /><span>
      <strong>${seconds === 0 ? t("desk.companion.late", { name: asked }) : companion.asked_by ? t("desk.companion.asked_by", { by: companion.asked_by, name: asked }) : t("desk.companion.asked", { name: asked })}</strong>${" "}
      ${seconds > 0 ? t("desk.companion.asked_next", { count: seconds }) : t("desk.companion.late_next")}</span>
      <button class="button button--small" type="button" onClick=${end}>${t(seconds > 0 ? "desk.companion.off" : "desk.companion.ok")}</button></div>`;
  }
  return html`<div class="notice notice--quiet strip strip--act"><${Icon} name="users" /><span>
    <strong>${t("desk.companion.here", { name })}</strong> ${t(companion.writes ? "desk.companion.told_pen" : "desk.companion.told", { name, whom: callWord })}</span>
    <span class="strip__acts">
      <button class="button button--small" type="button" onClick=${() => view.goToWhisper(id)}>
        <${Icon} name="ear" /> ${t("desk.adviser.whisper", { name })} <kbd>Alt H</kbd></button>
      ${!companion.writes && !beside?.writes && html`<button class="button button--small" type="button" onClick=${() => void ask(desk.house.lendPen(id, true))}>
        <${Icon} name="pencil" /> ${t("desk.companion.hand_pen", { name })}</button>`}
      <button class="button button--small" type="button" onClick=${end}>${t("desk.companion.let_go", { name })}</button>
    </span></div>`;
}

/** Instead of the counsellor's box while the companion writes: one can write again at any time. @param {{ id: string, companion: Companion, desk: Desk }} props */
export function PenLent({ id, companion, desk }) {
  const { busy, fault, ask } = useAsking(() => {}, t("desk.companion.take_pen"));
  return html`<div class="writer">
    <p class="notice notice--quiet"><${Icon} name="pencil" /><span>
      <strong>${t("staff.taken_over.title", { name: companion.display_name ?? "" })}</strong> ${t("desk.companion.pen_away")}</span></p>
    <div role="alert">${fault !== null && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <p><button class="button button--main" type="button" id=${`write-${id}`} aria-disabled=${String(busy)}
      onClick=${() => void ask(() => desk.house.lendPen(id, false))}>${t("desk.companion.take_pen")}</button></p>
  </div>`;
}

/** @param {{ conversation: Conversation, desk: Desk, view: View }} props the companion's own: where one sits, and who writes */
export function SittingStrip({ conversation, desk, view }) {
  const { id, callWord, counsellor, companion } = conversation;
  const ask = asking(desk);
  const writes = companion?.writes === true;
  return html`<div class="notice notice--quiet strip strip--act"><${Icon} name=${writes ? "pencil" : "users"} /><span role="status">
    <strong>${t(writes ? "desk.companion.pen" : "desk.companion.sits", { name: counsellor })}</strong>${" "}
    ${t(writes ? "desk.companion.pen_next" : "desk.companion.sits_next", { name: counsellor, whom: callWord })}</span>
    <span class="strip__acts">
      ${writes && html`<button class="button button--small" type="button" onClick=${() => view.goToWhisper(id)}>
        <${Icon} name="ear" /> ${t("desk.adviser.whisper", { name: counsellor })} <kbd>Alt H</kbd></button>
      <button class="button button--small" type="button" onClick=${() => void ask(desk.house.lendPen(id, false))}>
        <${Icon} name="undo-2" /> ${t("desk.companion.give_back", { name: counsellor })}</button>`}
      <button class="button button--small" type="button" onClick=${() => void ask(desk.sittingIn.stepOut(id))}>${t("desk.companion.go")}</button>
    </span></div>`;
}

/** Where a companion writes: to the counsellor, and with the pen to the young person. @param {{ conversation: Conversation, desk: Desk, view: View }} props */
export function CompanionWriter({ conversation, desk, view }) {
  const { id, callWord, counsellor, companion } = conversation;
  if (companion?.writes) return html`<${Composer} id=${id} callWord=${callWord} desk=${desk} view=${view} />`;
  return html`<div class="writer"><${WhisperBox} id=${id} box=${`write-${id}`} name=${counsellor} callWord=${callWord} desk=${desk} /></div>`;
}

/**
 * Another colour, another box, another key than what the young person reads.
 *
 * @param {{ id: string, box: string, name: string, callWord: string, desk: Desk }} props `box`: the id a key finds it by
 */
export function WhisperBox({ id, box, name, callWord, desk }) {
  const { whisperDraft } = desk.of(id);
  const clientId = useRef(crypto.randomUUID());
  /** What is written while a whisper is on its way stays. */
  const kept = useRef("");
  const { busy, fault, ask } = useAsking(() => {
    clientId.current = crypto.randomUUID();
    whisperDraft.value = kept.current;
  }, t("desk.companion.whisper"));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const written = whisperDraft.value;
    const said = cleaned(written);
    if (said === "" || busy) return;
    void ask(async () => {
      const ack = await desk.whisper(id, clientId.current, said);
      kept.current = whisperDraft.value === written ? "" : whisperDraft.value;
      return ack;
    });
  };
  return html`<form class="whisper" onSubmit=${submit}>
    <label class="whisper__from" for=${box}><${Icon} name="ear" /> <span>${t("staff.taken_over.whisper", { name, whom: callWord })}</span></label>
    <textarea class="input" id=${box} rows="2" maxlength="4000" value=${whisperDraft.value}
      onInput=${(/** @type {InputEvent} */ event) => {
        clientId.current = crypto.randomUUID();
        whisperDraft.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
      }}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event); }}></textarea>
    <div role="alert">${fault !== null && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <button class="button button--small" type="submit" aria-disabled=${String(busy || cleaned(whisperDraft.value) === "")}>${t("desk.companion.whisper")} <kbd>Ctrl Enter</kbd></button>
  </form>`;
}

/** @param {{ desk: Desk, view: View }} props what colleagues ask me: to sit in with them */
export function AskedBesideStrips({ desk, view }) {
  return desk.askedBeside.value.map((one) => html`<${AskedStrip} key=${one.conversation_id} one=${one} desk=${desk} view=${view} />`);
}

/** @param {{ one: AskedBeside, desk: Desk, view: View }} props */
function AskedStrip({ one, desk, view }) {
  const stays = useRef(staying());
  const { busy, fault, ask } = useAsking(() => { if (stays.current()) view.goTo(one.conversation_id); }, t("desk.companion.ask.yes"));
  const sit = () => {
    if (!busy) stays.current = staying();
    void ask(() => desk.sittingIn.come(one.conversation_id));
  };
  const seconds = secondsTo(one.until);
  if (seconds === 0) return null;
  return html`<div class="notice offer" role="group" aria-label=${t("desk.companion.ask.label")}>
    <${Icon} name="users" />
    <div>
      <strong>${t("desk.companion.ask.title", { from: one.by, name: one.call_word })}</strong>
      <span>${fault ?? `${t("desk.companion.ask.what")} ${t("staff.offer.seconds", { count: seconds })}`}</span>
    </div>
    <div class="offer__act">
      <button class="button button--main" type="button" aria-disabled=${String(busy)}
        onClick=${sit}>${t("desk.companion.ask.yes")}</button>
      <button class="button" type="button" onClick=${() => void desk.sittingIn.stepOut(one.conversation_id)}>${t("desk.companion.ask.no")}</button>
    </div>
  </div>`;
}

/** @param {string} until */
function secondsTo(until) {
  return Math.max(0, Math.ceil((Date.parse(until) - now.value) / 1000));
}
