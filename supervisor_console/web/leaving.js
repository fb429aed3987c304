// @ts-check
/* Leaving (at gå af vagt): one running conversation after the other, what the next must know, and then one may go. */

import { Icon } from "../../chat/web/design/icon.js";
import { Dialog } from "../../chat/web/staff/dialog.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { useAsking } from "../../chat/web/staff/asking.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { tellTheNext } from "./acts.js";
import { inCare, notYet, whoStays } from "./handing_over.js";
import { HandOnForm } from "./inner.js";

/** @import { InCare } from "./handing_over.js" */
/** @import { Watch } from "./watch.js" */

/** @param {{ watch: Watch, signOut: () => void }} props */
export function Leaving({ watch, signOut }) {
  const { busy, fault, ask, say } = useAsking(() => {}, t("supervisor.leave.title"), houseWords);
  const how = watch.leaving.value;
  if (how === null) return null;
  const rows = [...watch.board.value.rows.values()];
  const [first] = notYet(watch);
  const waiting = rows.filter(({ state }) => state === "waiting").length;
  const go = async () => {
    for (const id of watch.handOverNotes.keys()) {
      const told = await ask(() => tellTheNext(watch, id));
      // What can be told of no more holds nobody: that it was not told has been said.
      if (!told && !notYet(watch).some(({ row }) => row.conversation_id === id)) watch.handOverNotes.delete(id);
      if (!told || watch.leaving.value === null) return;
    }
    await watch.goOnDuty(false);
    if (how === "sign_out") signOut();
  };
  const stay = () => {
    watch.leaving.value = null;
    say(null);
  };
  return html`<${Dialog} title=${t("supervisor.leave.title")} close=${stay}>
    <${WhoStays} watch=${watch} />
    ${waiting > 0 && html`<p>${t("supervisor.leave.waiting", { count: waiting })}</p>`}
    ${first === undefined
      ? html`<${Done} />`
      : html`<${Step} key=${first.row.conversation_id} watch=${watch} one=${first} of=${inCare(rows, watch.me.staff_id).length} />`}
    ${fault !== null && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}
    <div class="staff-dialog__foot">
      <button class="button" type="button" onClick=${stay}>${t("supervisor.leave.stay")}</button>
      <button class=${`button ${first === undefined ? "button--main" : ""}`} type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => void go()}>
        ${how === "sign_out" ? t("supervisor.leave.sign_out") : t("supervisor.leave.go")}</button>
    </div>
  <//>`;
}

/** Has the focus: the button that was pressed last is gone. */
function Done() {
  const said = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => { said.current?.focus(); }, []);
  return html`<p class="notice notice--good" tabindex="-1" autofocus ref=${said}><${Icon} name="check" /><span>${t("supervisor.leave.done")}</span></p>`;
}

/** @param {{ watch: Watch }} props */
function WhoStays({ watch }) {
  const names = whoStays(watch.onShift.value, watch.me.staff_id);
  if (names.length > 0) return html`<p>${t("supervisor.leave.takes_over", { names: names.join(", ") })}</p>`;
  return html`<p class="notice notice--danger"><${Icon} name="triangle-alert" />
    <span><strong>${t("supervisor.leave.nobody")}</strong> ${t("supervisor.leave.nobody_next")}</span></p>`;
}

/** @param {{ watch: Watch, one: InCare, of: number }} props */
function Step({ watch, one, of }) {
  const { row, inside, escalated } = one;
  const [text, setText] = useState(watch.handOverNotes.get(row.conversation_id)?.text ?? "");
  const { busy, fault, ask } = useAsking(() => {}, `${t("supervisor.leave.title")}: ${row.call_word}`, houseWords);
  const [handsOn, setHandsOn] = useState(false);
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => { heading.current?.focus(); }, []);
  const here = { conversation_id: row.conversation_id };
  const written = (/** @type {string} */ words) => {
    watch.handOverNotes.set(row.conversation_id, { client_id: crypto.randomUUID(), text: words });
    setText(words);
  };
  const told = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!(await ask(() => tellTheNext(watch, row.conversation_id)))) return;
    watch.handedOver.value = new Set([...watch.handedOver.value, row.conversation_id]);
  };
  const read = () => {
    watch.leaving.value = null;
    watch.read(row.conversation_id);
  };
  return html`<section class="leaving" aria-labelledby="leaving-title">
    <p class="soft small">${t("supervisor.leave.step", { number: 1 + of - notYet(watch).length, count: of })}</p>
    <h3 id="leaving-title" tabindex="-1" autofocus ref=${heading}><${LevelBadge} level=${row.level} assessed=${row.assessed} />
      ${row.counsellor === null ? row.call_word : t("supervisor.reading.with", { name: row.call_word, counsellor: row.counsellor.display_name })}</h3>
    ${escalated && html`<p class="notice notice--care"><${Icon} name="siren" /><span>${t("supervisor.leave.escalation")}</span></p>`}
    ${inside !== null && html`<p class="notice notice--care"><${Icon} name="pencil" /><span>${t(inside === "pen" ? "supervisor.leave.pen" : "supervisor.leave.in")}</span></p>`}
    <p class="leaving__ways">
      ${inside !== null && html`<button class="button button--small" type="button" aria-disabled=${busy ? "true" : undefined}
        onClick=${() => void ask(() => watch.request("conversation:step_out", here))}><${Icon} name="undo-2" /> ${t("supervisor.inner.step_out")}</button>`}
      <button class="button button--small" type="button" onClick=${read}><${Icon} name="eye" /> ${t("supervisor.leave.read")}</button>
      ${row.state === "active" && html`<button class="button button--small" type="button" aria-expanded=${String(handsOn)}
        onClick=${() => setHandsOn(!handsOn)}><${Icon} name="arrow-left-right" /> ${t("supervisor.reading.hand_on")}</button>`}
    </p>
    ${handsOn && html`<${HandOnForm} watch=${watch} row=${row} close=${() => setHandsOn(false)} />`}
    <form class="staff-dialog__form" onSubmit=${told}>
      <div class="field">
        <label for="leaving-note">${t("supervisor.leave.note")}</label>
        <p class="field__hint" id="leaving-hint">${t("supervisor.leave.note_hint")}</p>
        <textarea class="input" id="leaving-note" rows="2" maxlength="1000" aria-describedby="leaving-hint" value=${text}
          onInput=${(/** @type {InputEvent} */ event) => written(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
      </div>
      ${fault !== null && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /> ${fault}</p>`}
      <p class="decision__foot"><button class="button button--main" type="submit" aria-disabled=${busy ? "true" : undefined}>
        <${Icon} name="check" /> ${t("supervisor.leave.told")}</button></p>
    </form>
  </section>`;
}
