// @ts-check
/* The adviser (brobygger, der læser med): called, here, whispered to, let go; and the pen, handed over and taken back. */

import { html, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { useAsking } from "../staff/asking.js";
import { Since } from "../staff/clock.js";
import { refusalWords } from "../staff/refusals.js";
import { t } from "../staff/words.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Called } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, call: Called, desk: Desk, view: View }} props */
export function AdviserStrip({ conversation, call, desk, view }) {
  const { id, callWord, beside } = conversation;
  const name = call.display_name;
  const ask = async (/** @type {Promise<Ack>} */ answer) => {
    const ack = await answer;
    if (!ack.ok) desk.fault(refusalWords(ack.error));
  };
  const end = html`<button class="button button--small" type="button" onClick=${() => void ask(desk.house.endCall(id))}>
    ${t(name === null ? "desk.call.off" : "desk.adviser.let_go", { name: name ?? "" })}</button>`;
  if (name === null) {
    return html`<div class="notice notice--quiet strip strip--act"><${Icon} name="user-plus" /><span>
      <strong>${t("desk.call.waiting")} <${Since} at=${Date.parse(call.asked_at)} /></strong> ${t("desk.call.waiting_next")}</span>${end}</div>`;
  }
  return html`<div class="notice notice--quiet strip strip--act"><${Icon} name="eye" /><span>
    <strong>${t("desk.adviser.here", { name })}</strong> ${t(call.writes ? "desk.adviser.told_pen" : "desk.adviser.told", { name, whom: callWord })}</span>
    <span class="strip__acts">
      <button class="button button--small" type="button" onClick=${() => view.goToWhisper(id)}>
        <${Icon} name="ear" /> ${t("desk.adviser.whisper", { name })}</button>
      ${!call.writes && !beside?.writes && html`<button class="button button--small" type="button" onClick=${() => void ask(desk.house.handPen(id, true))}>
        <${Icon} name="pencil" /> ${t("desk.adviser.hand_pen", { name })}</button>`}
      ${end}
    </span></div>`;
}

/** Instead of one's own box: somebody else writes, and one can write again at any time. @param {{ id: string, call: Called, desk: Desk }} props */
export function PenAway({ id, call, desk }) {
  const { busy, fault, ask } = useAsking(() => {}, t("desk.adviser.take_pen"));
  const name = call.display_name ?? t("staff.from.bridge");
  return html`<div class="writer">
    <p class="notice notice--quiet"><${Icon} name="pencil" /><span><strong>${t("staff.taken_over.title", { name })}</strong> ${t("desk.adviser.pen_away", { name })}</span></p>
    <div role="alert">${fault !== null && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <p><button class="button button--main" type="button" id=${`write-${id}`} aria-disabled=${String(busy)}
      onClick=${() => void ask(() => desk.house.handPen(id, false))}>${t("desk.adviser.take_pen")}</button></p>
  </div>`;
}

/** @param {{ id: string, name: string, callWord: string, desk: Desk }} props `name`: who is here to advise */
export function AdviserWhisper({ id, name, callWord, desk }) {
  const [text, setText] = useState("");
  const clientId = useRef(crypto.randomUUID());
  /** What is written while a whisper is on its way stays. */
  const sent = useRef("");
  const { busy, fault, ask } = useAsking(() => {
    clientId.current = crypto.randomUUID();
    setText((now) => (now === sent.current ? "" : now));
  }, t("staff.taken_over.act"));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = cleaned(text);
    if (said === "" || busy) return;
    sent.current = text;
    void ask(() => desk.whisper(id, clientId.current, said));
  };
  return html`<form class="whisper" onSubmit=${submit}>
    <label class="whisper__from" for="advice"><${Icon} name="ear" /> <span>${t("staff.taken_over.whisper", { name, whom: callWord })}</span></label>
    <textarea class="input" id="advice" rows="2" maxlength="4000" value=${text}
      onInput=${(/** @type {InputEvent} */ event) => {
        clientId.current = crypto.randomUUID();
        setText(/** @type {HTMLTextAreaElement} */ (event.target).value);
      }}></textarea>
    <div role="alert">${fault !== null && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    <button class="button button--small" type="submit" aria-disabled=${String(busy || cleaned(text) === "")}>${t("staff.taken_over.act")}</button>
  </form>`;
}
