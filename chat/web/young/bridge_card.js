// @ts-check
/* A card (kort) one can turn to a service with oneself: what happens, how, when; to keep, show large, copy or print. */

import { clock, daysFrom, weekday } from "../shared/time.js";
import { html, useRef, useState } from "../vendor/preact.js";
import { houseNow } from "./house_clock.js";
import { Icon } from "./icon.js";
import { language, say } from "./state.js";
import { QuickExit } from "./topbar.js";

/** @typedef {import("./bridge.js").Bridge} Bridge */
/** @typedef {import("./bridge.js").Card} Card */
/** @typedef {(event: string, payload: object) => Promise<import("../shared/wire.d.ts").Ack>} Ask */
/** @typedef {{ bridge: Bridge, after: boolean, gone: string, ask: Ask | undefined }} CardProps */

const PLACES = ["youth_centre", "crisis_centre", "hospital_centre", "therapy", "municipal", "regional", "general_practice"];
const TOGETHER = ["group_peer", "community", "activity", "volunteering", "self_help", "civil_society", "patient_association"];
const COPIED_MS = 3000;

/** @param {CardProps} props */
export function SelfCard({ bridge, after, gone, ask }) {
  const { service, status, message, id } = bridge;
  const name = after ? `${id}-after` : id;
  if (gone !== "") return html`<p class="house-word">${gone}</p>`;
  return html`
    <section class="card bridge" aria-labelledby=${`bridge-${name}`}>
      <p class="bridge__what">${say("young.bridge.card")}</p>
      <${Name} id=${`bridge-${name}`} words=${service.name} under=${after} />
      ${message !== "" && html`<p class="bridge__message">${message}</p>`}
      <p>${say(`young.bridge.happens.${happens(service)}`)}</p>
      <${Facts} service=${service} />
      <${Ways} service=${service} />
      ${status === "offered" ? html`<${YesOrNo} id=${id} ask=${ask} />` : html`<${Keep} service=${service} />`}
    </section>`;
}

/** A heading among the log's, or below the page's own. @param {{ id: string, words: string, under: boolean }} props */
export function Name({ id, words, under }) {
  return under ? html`<h3 id=${id}>${words}</h3>` : html`<h2 id=${id}>${words}</h2>`;
}

/** @param {Card} service */
export function happens({ kind, phone, sms, chat, web, address: centre }) {
  if (kind === "emergency" || kind === "psychiatric_emergency" || kind === "medical_out_of_hours") return "emergency";
  if (TOGETHER.includes(kind)) return "together";
  if (centre) return "centre";
  if (PLACES.includes(kind)) return "place";
  return phone === null && sms === null && (chat ?? web) !== null ? "chat" : "talk";
}

/** Open now, or when; what was true when it was offered is said no longer than it is. @param {Card} service */
export function openWords({ open, changes_at: changes, hours }) {
  const past = changes !== null && Date.parse(changes) <= houseNow();
  if (open === null || past) return hours ? say("young.bridge.hours", { hours }) : "";
  if (changes === null) return say(open ? "young.bridge.always" : "young.bridge.closed");
  const days = daysFrom(changes, houseNow());
  const day = days === 0 ? say("young.bridge.today") : days === 1 ? say("young.bridge.tomorrow") : weekday(changes, language.value);
  return say(open ? "young.bridge.open" : "young.bridge.opens", { day, time: clock(changes, language.value) });
}

/** @param {{ service: Card }} props */
function Facts({ service }) {
  const { cost, anonymous, waiting_time: wait, address: centre } = service;
  const facts = [
    centre ? say("young.bridge.address", { address: centre }) : "",
    openWords(service),
    cost === null ? "" : say(`young.bridge.${cost}`),
    anonymous === null ? "" : say(anonymous ? "young.bridge.anonymous" : "young.bridge.not_anonymous"),
    wait ? say("young.bridge.wait", { wait }) : "",
  ].filter((fact) => fact !== "");
  return facts.length > 0 && html`<ul class="bridge__facts">${facts.map((fact) => html`<li key=${fact}>${fact}</li>`)}</ul>`;
}

/** @param {{ service: Card }} props */
function Ways({ service: { phone, sms, chat, web } }) {
  const page = chat === null && web !== null;
  return html`<div class="bridge__ways">
    ${phone && html`<a class="button" href=${`tel:${bare(phone)}`}><${Icon} name="phone" /> ${say("young.bridge.call", { number: phone })}</a>`}
    ${sms && html`<a class="button" href=${`sms:${bare(sms)}`}>${say("young.bridge.sms", { number: sms })}</a>`}
    ${chat && html`<a class="button" href=${address(chat)} target="_blank" rel="noopener noreferrer">${say("young.bridge.chat")}</a>`}
    ${page && html`<a class="button" href=${address(web)} target="_blank" rel="noopener noreferrer">${say("young.bridge.web", { page: bareAddress(web) })}</a>`}
  </div>
  ${(chat || page) && html`<p class="small soft">${say("young.bridge.new_tab")}</p>`}`;
}

/** @param {{ id: string, ask: Ask | undefined }} props */
function YesOrNo({ id, ask }) {
  const { busy, fault, answer } = useAnswer(ask);
  const says = (/** @type {boolean} */ accept) => () => void answer("bridge:answer", { bridge_id: id, accept });
  return html`
    <p>${say("young.bridge.want")}</p>
    <div class="choices">
      <button class="button button--main" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${says(true)}>${say("young.bridge.yes")}</button>
      <button class="button" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${says(false)}>${say("young.bridge.no")}</button>
    </div>
    <${Fault} words=${fault} />`;
}

/** @param {{ service: Card }} props */
function Keep({ service }) {
  const [copied, setCopied] = useState(/** @type {"no" | "yes" | "failed"} */ ("no"));
  const large = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(textOf(service));
      setCopied("yes");
    } catch {
      setCopied("failed");
    }
    setTimeout(() => setCopied("no"), COPIED_MS);
  };
  return html`
    <p class="bridge__state"><${Icon} name="check" /> ${say("young.bridge.kept")}</p>
    <div class="choices">
      <button class="button" type="button" onClick=${() => large.current?.showModal()}>${say("young.bridge.large")}</button>
      <button class="button" type="button" onClick=${() => void copy()}>${say("young.bridge.copy")}</button>
      <button class="button" type="button" onClick=${() => print(service)}>${say("young.bridge.print")}</button>
    </div>
    <p class="small soft" role="status">${copied === "no" ? say("young.bridge.no_trace") : say(`young.bridge.copied.${copied}`)}</p>
    <dialog class="dialog bridge-large" ref=${large} aria-label=${service.name}>
      <p class="bridge-large__name">${service.name}</p>
      ${[...new Set([service.phone, service.sms])].map((number) => number && html`<p class="bridge-large__number" key=${number}>${number}</p>`)}
      ${service.address && html`<p>${service.address}</p>`}
      <p>${openWords(service)}</p>
      <${QuickExit} over />
      <div class="dialog__foot"><button class="button" type="button" onClick=${() => large.current?.close()}>${say("young.dialog.close")}</button></div>
    </dialog>`;
}

/** What is copied and printed: no word of us, and no address of ours. @param {Card} service */
export function textOf(service) {
  const { name, phone, sms, chat, web, address: centre } = service;
  return [name, centre, phone, sms && sms !== phone && `sms ${sms}`, chat ?? web, openWords(service)].filter(Boolean).join("\n");
}

/** On paper stands the card alone. @param {Card} service */
function print(service) {
  const sheet = document.createElement("div");
  sheet.className = "bridge-sheet";
  for (const line of textOf(service).split("\n")) sheet.append(Object.assign(document.createElement("p"), { textContent: line }));
  document.body.append(sheet);
  window.addEventListener("afterprint", () => sheet.remove(), { once: true });
  window.print();
}

/** One answer at a time, under one id however often it is tried. @param {Ask | undefined} ask */
export function useAnswer(ask) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const client = useRef(crypto.randomUUID());
  const answer = async (/** @type {string} */ event, /** @type {object} */ payload) => {
    if (busy || ask === undefined) return null;
    setBusy(true);
    const ack = await ask(event, { ...payload, client_id: client.current });
    setBusy(false);
    setFault(ack.ok ? "" : ack.error.message || say("young.bridge.again"));
    client.current = crypto.randomUUID();
    return ack;
  };
  return { busy, fault, answer };
}

/** @param {{ words: string }} props */
export function Fault({ words }) {
  return html`<div role="alert">${words !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${words}</span></p>`}</div>`;
}

/** @param {string} written */
function address(written) {
  return /^https?:/.test(written) ? written : `https://${written}`;
}

/** @param {string} written */
function bareAddress(written) {
  return written.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

/** @param {string} number */
function bare(number) {
  return number.replace(/\s/g, "");
}
