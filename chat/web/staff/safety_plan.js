// @ts-check
/* The safety plan (sikkerhedsplan), built together: what stands here, the young person sees at once. */

import { html, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { PLAN_FIELDS, planIn } from "./care.js";
import { answered, useHere } from "./asking.js";
import { Dialog } from "./dialog.js";
import { houseWords } from "./refusals.js";
import { t } from "./words.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Ask } from "./care.js" */

/** The server's `LONGEST_FIELD`. */
const LONGEST = 1000;

/** @param {{ ask: Ask, id: string, callWord: string, events: readonly WireEvent[], close: () => void }} props */
export function SafetyPlan({ ask, id, callWord, events, close }) {
  const plan = planIn(events) ?? {};
  return html`<${Dialog} title=${t("staff.plan.title", { name: callWord })} close=${close}>
    <p class="soft">${t("staff.plan.lead", { name: callWord })}</p>
    ${PLAN_FIELDS.map((field) => html`<${PlanField} key=${field} field=${field} stands=${plan[field] ?? ""}
      save=${(/** @type {string} */ text, /** @type {string} */ clientId) => ask("safety_plan:update", { conversation_id: id, field, text, client_id: clientId })} />`)}
    <div class="staff-dialog__foot"><button class="button" type="button" onClick=${close}>${t("staff.dialog.close")}</button></div>
  <//>`;
}

/**
 * Kept when one leaves the box, or presses the button; a colleague's change shows where nothing is being written.
 *
 * @param {object} props
 * @param {string} props.field
 * @param {string} props.stands what both sides see now
 * @param {(text: string, clientId: string) => Promise<import("../shared/wire.d.ts").Ack>} props.save
 */
function PlanField({ field, stands, save }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [fault, setFault] = useState("");
  const last = useRef({ text: "", clientId: "" });
  const isHere = useHere();
  const box = `plan-${field}`;
  const keep = async () => {
    if (draft === null || draft.trim() === stands) {
      setDraft(null);
      return;
    }
    // The same words tried again are the same change.
    if (last.current.text !== draft) last.current = { text: draft, clientId: crypto.randomUUID() };
    const ack = await save(draft.trim(), last.current.clientId);
    answered(ack, isHere(), {
      done: () => setFault(""), fault: setFault, words: houseWords,
      what: `${t(`staff.plan.${field}`)}: ${last.current.text.trim()}`,
    });
    if (ack.ok) setDraft((now) => (now === last.current.text ? null : now));
  };
  const differs = draft !== null && draft.trim() !== stands;
  return html`<div class="field">
    <label for=${box}>${t(`staff.plan.${field}`)}</label>
    <p class="field__hint" id=${`${box}-hint`}>${t(`staff.plan.${field}.hint`)}</p>
    <textarea class="input" id=${box} rows="2" maxlength=${LONGEST} aria-describedby=${`${box}-hint`} value=${draft ?? stands}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(/** @type {HTMLTextAreaElement} */ (event.target).value)} onBlur=${() => void keep()}></textarea>
    <div role="alert">${fault !== "" && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
    ${differs
      ? html`<p><button class="button button--small" type="button" onClick=${() => void keep()}>${t("staff.plan.show")}</button></p>`
      : stands !== "" && html`<p class="soft small"><${Icon} name="check" /> ${t("staff.plan.shown")}</p>`}
  </div>`;
}
