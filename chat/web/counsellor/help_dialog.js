// @ts-check
/* Find help (find hjælp): who suits what is known, and why; and holding one of them out to the young person. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { Dialog } from "../staff/dialog.js";
import { t } from "../staff/words.js";
import { useAsking } from "./asking.js";
import { ChoiceField, DialogForm, ReasonField } from "./dialog_form.js";
import { refusalWords } from "./refusals.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

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
/** @typedef {{ conversation: Conversation, desk: Desk, close: () => void }} Props */

/** All one may ask a young person to share, in the order they are asked. */
const FIELDS = ["name", "phone", "email", "when", "careful", "about"];
const REACHED_BY = ["phone", "email"];

/** @param {Props} props */
export function HelpDialog({ conversation, desk, close }) {
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const [found, setFound] = useState(/** @type {Found | null} */ (null));
  const [fault, setFault] = useState("");
  const [offering, setOffering] = useState(/** @type {Suggested | null} */ (null));
  useEffect(() => {
    let wanted = true;
    void desk.house.suggest(conversation.id, chosen).then((ack) => {
      if (!wanted) return;
      if (ack.ok) setFound(/** @type {any} */ (ack));
      setFault(ack.ok ? "" : refusalWords(ack.error));
    });
    return () => { wanted = false; };
  }, [conversation.id, chosen.join(" ")]);
  if (offering !== null) {
    return html`<${Offer} conversation=${conversation} desk=${desk} service=${offering} back=${() => setOffering(null)} close=${close} />`;
  }
  const choose = (/** @type {string} */ code) => setChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return html`<${Dialog} title=${t("desk.help.title", { name: conversation.callWord })} close=${close}>
    <div class="find-help">
      <div role="alert">${fault !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
      ${found === null ? fault === "" && html`<p class="soft">${t("desk.help.loading")}</p>` : html`
        ${found.emergency && html`<p class="notice notice--danger"><${Icon} name="siren" /><span>${t("desk.help.emergency")}</span></p>`}
        <${Needs} needs=${found.needs} chosen=${chosen} choose=${choose} />
        ${found.services.length === 0 && html`<p>${t("desk.help.none")}</p>`}
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
        aria-label=${t("desk.help.without", { name })} onClick=${() => choose(code)}>${name} <${Icon} name="x" /></button></li>`)}</ul>
    <div class="field"><label for="help-need">${t("desk.help.needs")}</label>
      <select class="input" id="help-need" onChange=${add}><option value="">${t("desk.help.add")}</option>
        ${among.map(({ code, name }) => html`<option key=${code} value=${code}>${name}</option>`)}</select></div>
  </div>`;
}

/** @param {{ service: Suggested, offer: () => void }} props */
function Suggestion({ service, offer }) {
  const { name, address, phone, sms, web, hours, open, reasons, lanes } = service;
  const facts = [address, phone, sms === null ? null : `sms ${sms}`, phone === null ? web : null, open === true ? t("desk.help.open_now") : hours].filter((fact) => fact);
  return html`<li class="find-help__one">
    <div>
      <h3>${name}</h3>
      ${facts.length > 0 && html`<p class="small">${facts.join(" · ")}</p>`}
      <ul class="find-help__why soft small">${reasons.map((why) => html`<li key=${why}>${why}</li>`)}</ul>
    </div>
    ${lanes.length > 0 && html`<button class="button button--small" type="button" aria-label=${`${t("desk.help.offer")}: ${name}`} onClick=${offer}>${t("desk.help.offer")}</button>`}
  </li>`;
}

/** @param {Props & { service: Suggested, back: () => void }} props nothing to ask for is chosen beforehand */
function Offer({ conversation, desk, service, back, close }) {
  const [lane, setLane] = useState(/** @type {string | null} */ (service.lanes.length === 1 ? service.lanes[0] ?? null : null));
  const [ask, setAsk] = useState(/** @type {string[]} */ ([]));
  const [message, setMessage] = useState("");
  const { busy, fault, ask: asks, say } = useAsking(close);
  const act = () => {
    if (lane === null) say(t("desk.help.lane"));
    else if (lane === "hand_over" && !ask.some((field) => REACHED_BY.includes(field))) say(t("desk.help.reach"));
    else void asks(() => desk.house.offer(conversation.id, service.service_id, lane, lane === "hand_over" ? ask : [], message.trim()));
  };
  const turn = (/** @type {string} */ field) => setAsk(ask.includes(field) ? ask.filter((one) => one !== field) : [...ask, field]);
  return html`<${DialogForm} title=${service.name} verb=${t("desk.help.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <p><button class="button button--small" type="button" onClick=${back}><${Icon} name="arrow-left" /> ${t("desk.help.back")}</button></p>
    <${ChoiceField} name="lane" legend=${t("desk.help.lane")} value=${lane} set=${setLane}
      options=${service.lanes.map((one) => ({ value: one, words: t(`desk.help.${one}`) }))} />
    ${lane === "hand_over" && html`<fieldset>
      <legend>${t("desk.help.ask")}</legend>
      <div class="choices">${FIELDS.map((field) => html`<label class="choice" key=${field}>
        <input type="checkbox" checked=${ask.includes(field)} onChange=${() => turn(field)} /> <span>${t(`desk.help.field.${field}`)}</span></label>`)}</div>
    </fieldset>`}
    <${ReasonField} id="offer-message" label=${t("desk.help.message")} most=${500} value=${message} set=${setMessage} />
  <//>`;
}
