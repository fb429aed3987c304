// @ts-check
/*
 * A hand-over (følgeskab over broen): one chooses what to share, sees what will be sent, says yes, and may take it back.
 * What one types lives in this module alone, until it is sent.
 */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Fault, Name, useAnswer } from "./bridge_card.js";
import { Icon } from "./icon.js";
import { ReturnCode } from "./return_code.js";
import { say } from "./state.js";

/** @typedef {import("./bridge_card.js").CardProps} CardProps */
/** @typedef {import("./bridge_card.js").Ask} Ask */
/** @typedef {import("./bridge.js").Bridge} Bridge */
/** @typedef {Record<string, string>} Share what is chosen, by field; a field that is not chosen is not there */

const REACHED_BY = ["phone", "email"];
const LONG = ["careful", "about", "when"];
/** Eight digits as in Denmark, or a country's code and 8 to 15 in all; spaces do not count. */
const PHONE = /^(?:\+(?: *\d){8,15}|(?:\d *){7}\d)$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const MOST = 500;
/** @type {Record<string, { kind: string, mode: string }>} */
const KINDS = { phone: { kind: "tel", mode: "tel" }, email: { kind: "email", mode: "email" } };
const OPEN = ["sent", "received", "first_contact"];

/** @param {CardProps} props */
export function HandOver({ bridge, after, gone, ask }) {
  const { id, service, status, message } = bridge;
  const name = after ? `${id}-after` : id;
  if (gone !== "") return html`<p class="house-word" role="status">${gone}</p>`;
  return html`
    <section class="card bridge" aria-labelledby=${`bridge-${name}`}>
      <p class="bridge__what">${say("young.bridge.hand_over")}</p>
      <${Name} id=${`bridge-${name}`} words=${service.name} under=${after} />
      ${message !== "" && html`<p class="bridge__message">${message}</p>`}
      ${status === "offered" ? html`<${Choosing} bridge=${bridge} name=${name} ask=${ask} />` : html`<${Going} bridge=${bridge} after=${after} ask=${ask} />`}
    </section>`;
}

/** @param {{ bridge: Bridge, name: string, ask: Ask | undefined }} props */
function Choosing({ bridge, name, ask }) {
  const [step, setStep] = useState(/** @type {"told" | "choose" | "look"} */ ("told"));
  const [share, setShare] = useState(/** @type {Share} */ ({}));
  const [missing, setMissing] = useState("");
  const moved = useRef(false);
  const { busy, fault, answer } = useAnswer(ask);
  const goes = (/** @type {"told" | "choose" | "look"} */ next) => {
    // What has been said is on its way: a step back would look as if it had been taken back.
    if (busy) return;
    moved.current = true;
    setStep(next);
  };
  const no = () => void answer("bridge:answer", { bridge_id: bridge.id, accept: false });
  const change = (/** @type {Share} */ changed) => {
    setShare(changed);
    setMissing("");
  };
  const look = () => {
    const wrong = wrongIn(share);
    setMissing(wrong === null ? "" : say(`young.bridge.wrong.${wrong}`));
    if (wrong === null) goes("look");
  };
  if (step === "told") {
    return html`<div key="told">
      <${StepHead} words=${say("young.bridge.helper.who")} moved=${moved.current} />
      <p>${say("young.bridge.helper.what")}</p>
      <p>${say("young.bridge.helper.choose")}</p>
      <div class="choices">
        <button class="button button--main" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => goes("choose")}>${say("young.bridge.see")}</button>
        <button class="button" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${no}>${say("young.bridge.no")}</button>
      </div>
      <${Fault} words=${fault} /></div>`;
  }
  if (step === "choose") {
    return html`<div key="choose">
      <${StepHead} words=${say("young.bridge.fields")} moved=${moved.current} />
      <fieldset class="bridge__fields">
        <legend class="visually-hidden">${say("young.bridge.fields")}</legend>
        ${bridge.asked.map((field) => html`<${Field} key=${field} field=${field} name=${name} share=${share} setShare=${change} />`)}
      </fieldset>
      <${Fault} words=${missing} />
      <div class="choices">
        <button class="button button--main" type="button" onClick=${look}>${say("young.bridge.look")}</button>
        <button class="button" type="button" onClick=${() => goes("told")}>${say("young.bridge.back")}</button>
      </div></div>`;
  }
  return html`<div key="look">
    <${StepHead} words=${say("young.bridge.sent_is")} moved=${moved.current} />
    <dl class="plan">${bridge.asked.filter((field) => share[field] !== undefined).map((field) => html`<div key=${field}>
      <dt>${say(`young.bridge.field.${field}`)}</dt><dd>${share[field]?.trim()}</dd></div>`)}</dl>
    <p>${say(bridge.direct ? "young.bridge.to_whom.direct" : "young.bridge.to_whom", { service: bridge.service.name })}</p>
    ${bridge.direct && html`<p>${say("young.bridge.direct", { service: bridge.service.name })}</p>`}
    <p>${say("young.bridge.duty")}</p>
    <p>${say("young.bridge.how_long")}</p>
    <p>${say("young.bridge.how_undone")}</p>
    <div class="choices">
      <button class="button button--main" type="button" aria-disabled=${busy ? "true" : undefined}
        onClick=${() => void answer("bridge:answer", { bridge_id: bridge.id, accept: true, share: filled(share) })}>${say("young.bridge.send")}</button>
      <button class="button" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => goes("choose")}>${say("young.bridge.change")}</button>
    </div>
    <${Fault} words=${fault} /></div>`;
}

/**
 * A step's heading. Focus goes there with the step, so that it is read aloud, and so that the key that opened the
 * step presses nothing in it.
 *
 * @param {{ words: string, moved: boolean }} props
 */
function StepHead({ words, moved }) {
  const here = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (moved) here.current?.focus();
  }, []);
  return html`<p class="bridge__step" role="heading" aria-level="3" tabindex="-1" ref=${here}><b>${words}</b></p>`;
}

/** @param {{ field: string, name: string, share: Share, setShare: (share: Share) => void }} props nothing is chosen before one chooses it */
function Field({ field, name, share, setShare }) {
  const chosen = share[field] !== undefined;
  const id = `share-${name}-${field}`;
  const { kind = "text", mode = "text" } = KINDS[field] ?? {};
  const typed = (/** @type {Event} */ { target }) => setShare({ ...share, [field]: /** @type {HTMLInputElement} */ (target).value });
  const choose = () => {
    const { [field]: _, ...others } = share;
    setShare(chosen ? others : { ...share, [field]: "" });
  };
  return html`<div class="bridge__field">
    <label class="choice"><input type="checkbox" autocomplete="off" checked=${chosen} onChange=${choose} aria-describedby=${`${id}-why`} /> ${say(`young.bridge.field.${field}`)}</label>
    <p class="small soft" id=${`${id}-why`}>${say(`young.bridge.why.${field}`)}</p>
    ${chosen && (LONG.includes(field)
      ? html`<textarea class="input" id=${id} rows="3" maxlength=${MOST} autocomplete="off" aria-label=${say(`young.bridge.field.${field}`)} value=${share[field]} onInput=${typed}></textarea>`
      : html`<input class="input" id=${id} type=${kind} inputmode=${mode} maxlength="100" autocomplete="off" aria-label=${say(`young.bridge.field.${field}`)} value=${share[field]} onInput=${typed} />`)}
  </div>`;
}

/** @param {{ bridge: Bridge, after: boolean, ask: Ask | undefined }} props taking back is offered while anything is kept, ended or not */
function Going({ bridge, after, ask }) {
  const { id, status, shared, helper, direct, service } = bridge;
  const [sure, setSure] = useState(false);
  const { busy, fault, answer } = useAnswer(ask);
  const values = { name: helper || say("young.bridge.helper") };
  return html`
    <p class="bridge__state"><${Icon} name="check" /> ${say(`young.bridge.going.${status}`, values)}</p>
    ${shared.length > 0 && html`<p class="small soft">${say("young.bridge.you_shared", { fields: shared.map((field) => say(`young.bridge.field.${field}`).toLocaleLowerCase()).join(", ") })}</p>`}
    ${shared.length > 0 && !sure && html`<button key="ask" class="button" type="button" onClick=${() => setSure(true)}>${say(OPEN.includes(status) ? "young.bridge.withdraw" : "young.bridge.withdraw.delete")}</button>`}
    ${shared.length > 0 && sure && html`<div key="sure">
      <${StepHead} words=${say("young.bridge.withdraw.sure")} moved />
      <p>${say(helper !== "" ? "young.bridge.withdraw.read" : direct ? "young.bridge.withdraw.direct" : "young.bridge.withdraw.unread", { ...values, service: service.name })}</p>
      ${direct && helper !== "" && html`<p>${say("young.bridge.withdraw.direct", { service: service.name })}</p>`}
      <div class="choices">
        <button class="button button--main" type="button" aria-disabled=${busy ? "true" : undefined}
          onClick=${() => void answer("bridge:withdraw", { bridge_id: id })}>${say("young.bridge.withdraw.yes")}</button>
        <button class="button" type="button" onClick=${() => setSure(false)}>${say("young.bridge.withdraw.no")}</button>
      </div></div>`}
    <${Fault} words=${fault} />
    ${!after && ask !== undefined && shared.length > 0 && html`<${ReturnCode} id=${`return-${id}`} make=${() => ask("return:make", {})} />`}`;
}

/**
 * What keeps it from being sent.
 *
 * @param {Share} share
 * @returns {"reach" | "empty" | "phone" | "email" | null}
 */
export function wrongIn(share) {
  if (Object.values(share).some((text) => text.trim() === "")) return "empty";
  if (!REACHED_BY.some((field) => share[field] !== undefined)) return "reach";
  if (share["phone"] !== undefined && !PHONE.test(share["phone"].trim())) return "phone";
  return share["email"] !== undefined && !EMAIL.test(share["email"].trim()) ? "email" : null;
}

/** @param {Share} share */
function filled(share) {
  return Object.fromEntries(Object.entries(share).map(([field, text]) => [field, text.trim()]));
}
