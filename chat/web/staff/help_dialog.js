// @ts-check
/* Find help (find hjælp), on both consoles: who suits what is known, and why; and holding one of them out to the young person. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Dialog } from "./dialog.js";
import { t } from "./words.js";
import { useAsking } from "./asking.js";
import { ChoiceField, DialogForm, ReasonField } from "./dialog_form.js";
import { refusalWords } from "./refusals.js";

/** @import { Ask } from "./care.js" */

/** @typedef {"self" | "hand_over"} Lane */
/**
 * @typedef {object} Suggested
 * @property {string} service_id
 * @property {string} name
 * @property {string | null} address of a centre
 * @property {string | null} phone
 * @property {string | null} sms
 * @property {string | null} chat
 * @property {string | null} web
 * @property {string | null} hours
 * @property {boolean | null} open
 * @property {string[]} reasons
 * @property {Lane[]} lanes
 */
/** @typedef {{ code: string, name: string, spoken_for: boolean }} Need */
/** @typedef {{ emergency: boolean, needs: Need[], services: Suggested[] }} Found */
/** @typedef {{ ask: Ask, id: string, callWord: string, close: () => void }} Props */

/** All one may ask a young person to share, in the order they are asked. */
const FIELDS = ["name", "phone", "email", "when", "careful", "about"];
const REACHED_BY = ["phone", "email"];

/** @param {Props} props */
export function HelpDialog({ ask, id, callWord, close }) {
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const [anonymous, setAnonymous] = useState(true);
  const [found, setFound] = useState(/** @type {Found | null} */ (null));
  const [fault, setFault] = useState("");
  const [offering, setOffering] = useState(/** @type {Suggested | null} */ (null));
  useEffect(() => {
    let wanted = true;
    void ask("bridge:suggest", { conversation_id: id, needs: chosen, anonymous }).then((ack) => {
      if (!wanted) return;
      if (ack.ok) setFound(/** @type {any} */ (ack));
      setFault(ack.ok ? "" : refusalWords(ack.error));
    });
    return () => { wanted = false; };
  }, [id, chosen.join(" "), anonymous]);
  if (offering !== null) {
    return html`<${Offer} ask=${ask} id=${id} callWord=${callWord} service=${offering} back=${() => setOffering(null)} close=${close} />`;
  }
  const choose = (/** @type {string} */ code) => setChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return html`<${Dialog} title=${t("staff.help.title", { name: callWord })} close=${close}>
    <div class="find-help">
      <div role="alert">${fault !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
      ${found === null ? fault === "" && html`<p class="soft">${t("staff.help.loading")}</p>` : html`
        ${found.emergency && html`<p class="notice notice--danger"><${Icon} name="siren" /><span>${t("staff.help.emergency")}</span></p>`}
        <${Needs} needs=${found.needs} chosen=${chosen} choose=${choose} />
        <label class="choice"><input type="checkbox" checked=${anonymous} onChange=${(/** @type {Event} */ { target }) => setAnonymous(/** @type {HTMLInputElement} */ (target).checked)} /> ${t("staff.help.anonymous")}</label>
        ${found.services.length === 0 && html`<p>${t("staff.help.none")}</p>`}
        <ol class="find-help__list">${found.services.map((service) => html`<${Suggestion} key=${service.service_id} service=${service} offer=${() => setOffering(service)} />`)}</ol>`}
    </div>
  <//>`;
}

/** @param {{ needs: Need[], chosen: string[], choose: (code: string) => void }} props what the talk is about, and what one adds: thirty at once are no choice */
function Needs({ needs, chosen, choose }) {
  const among = needs.filter(({ code, spoken_for: spoken }) => !spoken && !chosen.includes(code));
  const add = (/** @type {Event} */ { target }) => {
    const select = /** @type {HTMLSelectElement} */ (target);
    if (select.value !== "") choose(select.value);
    select.value = "";
  };
  return html`<div class="find-help__needs">
    <ul>${needs.filter(({ spoken_for: spoken }) => spoken).map(({ code, name }) => html`<li class="tag" key=${code}>${name}</li>`)}
      ${needs.filter(({ code }) => chosen.includes(code)).map(({ code, name }) => html`<li key=${code}><button class="button button--small" type="button"
        aria-label=${t("staff.help.without", { name })} onClick=${() => choose(code)}>${name} <${Icon} name="x" /></button></li>`)}</ul>
    <div class="field"><label for="help-need">${t("staff.help.needs")}</label>
      <select class="input" id="help-need" onChange=${add}><option value="">${t("staff.help.add")}</option>
        ${among.map(({ code, name }) => html`<option key=${code} value=${code}>${name}</option>`)}</select></div>
  </div>`;
}

/** @param {{ service: Suggested, offer: () => void }} props */
function Suggestion({ service, offer }) {
  const { name, address, phone, sms, web, hours, open, reasons, lanes } = service;
  const facts = [address, phone, sms === null ? null : `sms ${sms}`, phone === null ? web : null, open === true ? t("staff.help.open_now") : hours].filter((fact) => fact);
  return html`<li class="find-help__one">
    <div>
      <h3>${name}</h3>
      ${facts.length > 0 && html`<p class="small">${facts.join(" · ")}</p>`}
      <ul class="find-help__why soft small">${reasons.map((why) => html`<li key=${why}>${why}</li>`)}</ul>
    </div>
    ${lanes.length > 0 && html`<button class="button button--small" type="button" aria-label=${`${t("staff.help.offer")}: ${name}`} onClick=${offer}>${t("staff.help.offer")}</button>`}
  </li>`;
}

/** @param {Props & { service: Suggested, back: () => void }} props nothing to ask for is chosen beforehand */
function Offer({ ask, id, service, back, close }) {
  const [lane, setLane] = useState(/** @type {string | null} */ (service.lanes.length === 1 ? service.lanes[0] ?? null : null));
  const [shared, setShared] = useState(/** @type {string[]} */ ([]));
  const [message, setMessage] = useState("");
  const { busy, fault, ask: asks, say } = useAsking((isHere) => { if (isHere) close(); }, `${t("staff.help.act")} (${service.name})`);
  const act = () => {
    if (lane === null) say(t("staff.help.lane"));
    else if (lane === "hand_over" && !shared.some((field) => REACHED_BY.includes(field))) say(t("staff.help.reach"));
    else void asks(() => ask("bridge:offer", {
      conversation_id: id, service_id: service.service_id, lane, ask: lane === "hand_over" ? shared : [], message_to_young: message.trim() || null,
    }));
  };
  const turn = (/** @type {string} */ field) => setShared(shared.includes(field) ? shared.filter((one) => one !== field) : [...shared, field]);
  return html`<${DialogForm} title=${service.name} verb=${t("staff.help.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <p><button class="button button--small" type="button" onClick=${back}><${Icon} name="arrow-left" /> ${t("staff.help.back")}</button></p>
    <${ChoiceField} name="lane" legend=${t("staff.help.lane")} value=${lane} set=${setLane}
      options=${service.lanes.map((one) => ({ value: one, words: t(`staff.help.${one}`) }))} />
    ${lane === "hand_over" && html`<fieldset>
      <legend>${t("staff.help.ask")}</legend>
      <div class="choices">${FIELDS.map((field) => html`<label class="choice" key=${field}>
        <input type="checkbox" checked=${shared.includes(field)} onChange=${() => turn(field)} /> <span>${t(`staff.help.field.${field}`)}</span></label>`)}</div>
    </fieldset>`}
    <${ReasonField} id="offer-message" label=${t("staff.help.message")} most=${500} value=${message} set=${setMessage} />
  <//>`;
}
