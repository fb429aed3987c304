// @ts-check
/* The legal duties (pligter): confidentiality, to avert harm, to notify, and the letter. Every step gets name and time in the log, for supervisors only. */

import { Icon } from "../../chat/web/design/icon.js";
import { Dialog } from "../../chat/web/staff/dialog.js";
import { answered, useHere } from "../../chat/web/staff/asking.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { ageBand, clockExact, t } from "../../chat/web/staff/words.js";
import { html, useEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { doneIn, isAdult, recordedIn, runsOf } from "./legal_record.js";

/** @import { WireEvent } from "../../chat/web/shared/wire.d.ts" */
/** @import { Ask } from "../../chat/web/staff/care.js" */
/** @import { Law, Part, Recorded, Step, Texts } from "./legal_record.js" */

/** The server's `LONGEST_WRITTEN`. */
const LONGEST = 4000;

/** What is typed and not kept yet, by conversation and step: Esc must lose nobody's words. @type {Map<string, string>} */
const drafts = new Map();

/** @typedef {(step: string, stands: { done: boolean, text?: string, given?: boolean }, clientId?: string) => Promise<import("../../chat/web/shared/wire.d.ts").Ack>} Keep */

/** @param {{ ask: Ask, id: string, callWord: string, age: string | null, events: readonly WireEvent[], close: () => void }} props */
export function LegalDuties({ ask, id, callWord, age, events, close }) {
  const [texts, setTexts] = useState(/** @type {Texts | null} */ (null));
  const [fault, setFault] = useState("");
  useEffect(() => {
    void ask("legal_duty:texts", {}).then((ack) => {
      if (ack.ok) setTexts(/** @type {Texts} */ (/** @type {unknown} */ (ack)));
      else setFault(houseWords(ack.error));
    });
  }, []);
  const isHere = useHere();
  const recorded = recordedIn(events);
  /** @type {Keep} */
  const keep = async (step, stands, clientId) => {
    const ack = await ask("legal_duty:record", { conversation_id: id, step, ...stands, ...(clientId === undefined ? {} : { client_id: clientId }) });
    answered(ack, isHere(), { done: () => setFault(""), fault: setFault, what: t("legal.title", { name: callWord }), words: houseWords });
    return ack;
  };
  return html`<${Dialog} title=${t("legal.title", { name: callWord })} close=${close}>
    <p class="soft">${t("legal.lead")}</p>
    <div role="alert">${fault !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}</div>
    ${texts === null ? fault === "" && html`<p class="soft">${t("legal.loading")}</p>` : html`
      ${texts.reviewed === null && html`<p class="notice notice--quiet"><${Icon} name="info" /><span>${t("legal.draft")}</span></p>`}
      ${isAdult(age) && html`<p class="notice"><${Icon} name="info" /><span>${t("legal.adult", { age: ageBand(age) })}</span></p>`}
      ${texts.parts.map((part, number) => html`<${Duty} key=${part.id} part=${part} number=${number + 1} id=${id} recorded=${recorded} keep=${keep} />`)}
      <p class="notice notice--quiet"><${Icon} name="lock" /><span>${t("legal.kept")}</span></p>`}
    <div class="staff-dialog__foot">
      <a class="button" href=${`/supervisor/letter#${id}`} target="_blank" rel="noopener"><${Icon} name="external-link" /> ${t("legal.letter")}</a>
      <button class="button button--main" type="button" onClick=${close}>${t("staff.dialog.close")}</button>
    </div>
  <//>`;
}

/** @param {{ part: Part, number: number, id: string, recorded: ReadonlyMap<string, Recorded>, keep: Keep }} props */
function Duty({ part, number, id, recorded, keep }) {
  const heading = `legal-${part.id}`;
  const stands = (/** @type {Step} */ step) => recorded.get(step.id) ?? null;
  return html`<section class="legal-duty" aria-labelledby=${heading} lang="da">
    <h3 id=${heading}>${number}. ${part.title} <span class="tag" lang=${document.documentElement.lang}>${t("legal.done_of", { done: doneIn(part, recorded), all: part.steps.length })}</span></h3>
    <p>${part.lead}</p>
    ${part.laws.map((law) => html`<${Cited} key=${law.name} law=${law} />`)}
    ${runsOf(part.steps).map((run) => (run[0]?.write === null
      ? html`<ol class="ticks" key=${run[0].id}>${run.map((step) => html`<${Tick} key=${step.id} step=${step} stands=${stands(step)} keep=${keep} />`)}</ol>`
      : run.map((step) => html`<${Written} key=${step.id} of=${`${id} ${step.id}`} step=${step} stands=${stands(step)} keep=${keep} />`)))}
  </section>`;
}

/** @param {{ law: Law }} props */
function Cited({ law }) {
  const quote = law.wording === "quote";
  return html`<details class="legal-duty__law"><summary>${law.name}</summary>
    <p class="small"><b>${t(quote ? "legal.quote" : "legal.paraphrase")}</b> ${quote ? html`<q>${law.text}</q>` : law.text}</p>
    <p class="small soft">${law.source}${law.seen !== null && ` ${t("legal.seen", { day: law.seen })}`} ${law.link.startsWith("https://") ? html`<a href=${law.link} target="_blank" rel="noopener noreferrer">${law.link}</a>` : law.link}</p>
  </details>`;
}

/** @param {{ step: Step, stands: Recorded | null, keep: Keep }} props */
function Tick({ step, stands, keep }) {
  const done = stands?.done === true;
  // What was pressed stands while it is on its way: drawn again meanwhile, the box would jump back under one's finger.
  const [asked, setAsked] = useState(/** @type {boolean | null} */ (null));
  const change = async (/** @type {Event} */ event) => {
    const wanted = /** @type {HTMLInputElement} */ (event.target).checked;
    setAsked(wanted);
    await keep(step.id, { done: wanted });
    setAsked(null);
  };
  return html`<li><label><input type="checkbox" checked=${asked ?? done} onChange=${change} />
    <span class="tick">${step.text}</span>${done && html`<time>${stands.by} ${clockExact(stands.at)}</time>`}</label></li>`;
}

/**
 * What is typed is kept by the button alone: half a sentence belongs in no record.
 *
 * @param {{ of: string, step: Step, stands: Recorded | null, keep: Keep }} props
 */
function Written({ of, step, stands, keep }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (drafts.get(of) ?? null));
  const [given, setGiven] = useState(false);
  const [missing, setMissing] = useState(false);
  const last = useRef({ text: "", clientId: "" });
  const field = /** @type {NonNullable<Step["write"]>} */ (step.write);
  const box = `legal-${step.id}`;
  const kept = stands?.text ?? "";
  const differs = draft !== null && draft.trim() !== kept;
  const save = async () => {
    const text = (draft ?? "").trim();
    if (field.identity && text !== "" && !given) {
      setMissing(true);
      return;
    }
    setMissing(false);
    // The same words tried again are the same record.
    if (last.current.text !== text || last.current.clientId === "") last.current = { text, clientId: crypto.randomUUID() };
    const ack = await keep(step.id, { done: text !== "", text, given: field.identity && given }, last.current.clientId);
    if (!ack.ok) return;
    last.current = { text: "", clientId: "" };
    drafts.delete(of);
    setDraft(null);
    setGiven(false);
  };
  const typed = (/** @type {string} */ text) => {
    drafts.set(of, text);
    setDraft(text);
  };
  return html`<div class="field">
    <label for=${box}>${field.label}</label>
    <p class="field__hint" id=${`${box}-hint`}>${field.hint}</p>
    <textarea class="input" id=${box} rows="3" maxlength=${LONGEST} aria-describedby=${`${box}-hint`} value=${draft ?? kept}
      onInput=${(/** @type {InputEvent} */ event) => typed(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    ${field.identity && differs && html`<label class="choice"><input type="checkbox" checked=${given} onChange=${(/** @type {Event} */ event) => setGiven(/** @type {HTMLInputElement} */ (event.target).checked)} /> ${t("legal.given")}</label>`}
    <div role="alert">${missing && html`<p class="field__error"><${Icon} name="circle-alert" /> ${t("legal.not_given")}</p>`}</div>
    ${differs
      ? html`<p><button class="button button--small" type="button" onClick=${() => void save()}>${t("legal.keep")}</button></p>`
      : kept !== "" && stands !== null && html`<p class="soft small"><${Icon} name="check" /> ${t("legal.kept_by", { by: stands.by, at: clockExact(stands.at) })}</p>`}
  </div>`;
}
