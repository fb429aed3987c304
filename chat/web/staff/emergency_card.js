// @ts-check
/* The emergency card (nødkort): ring, say, step out of anonymity. Every tick gets its time in the log; nobody's name has room here. */

import { html, useEffect, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { answered, useAsking, useHere } from "./asking.js";
import { careTexts, fetchCareTexts, numbersFor, ticked } from "./care.js";
import { Since } from "./clock.js";
import { Dialog } from "./dialog.js";
import { EscalationCourse } from "./escalation_course.js";
import { LevelBadge } from "./level_badge.js";
import { houseWords } from "./refusals.js";
import { clockExact, t } from "./words.js";

/** @import { Ack, WireEvent } from "../shared/wire.d.ts" */
/** @import { Ask, CareTexts, Number112, Step } from "./care.js" */

/**
 * @param {object} props
 * @param {Ask} props.ask
 * @param {string} props.id of the conversation
 * @param {string} props.callWord
 * @param {number} props.level
 * @param {string | null} props.municipality code
 * @param {string | null} props.raisedAt when the open escalation was raised
 * @param {readonly WireEvent[]} props.events
 * @param {((text: string) => Promise<Ack>) | null} props.whisper hands words on to the counsellor; null: there is nobody to whisper to
 * @param {() => void} props.close
 */
export function EmergencyCard({ ask, id, callWord, level, municipality, raisedAt, events, whisper, close }) {
  const [fault, setFault] = useState("");
  useEffect(() => { void fetchCareTexts(ask).then((no) => { if (no !== null && !no.ok) setFault(houseWords(no.error)); }); }, []);
  const isHere = useHere();
  const card = careTexts.value?.card ?? null;
  const steps = ticked(events);
  const tick = async (/** @type {string} */ step, /** @type {boolean} */ done) => {
    const ack = await ask("emergency:tick", { conversation_id: id, step, done });
    answered(ack, isHere(), { done: () => setFault(""), fault: setFault, what: t("staff.card.title", { name: callWord }), words: houseWords });
  };
  const ticks = (/** @type {readonly Step[]} */ of) => html`<ol class="ticks" lang="da">${of.map((step) => html`<${Tick}
    key=${step.id} step=${step} at=${steps.get(step.id)?.at ?? null} tick=${tick} />`)}</ol>`;
  return html`<${Dialog} title=${t("staff.card.title", { name: callWord })} close=${close} wide>
    <div class="emergency">
      <header>
        <${LevelBadge} level=${level} />
        <h2>${t("staff.card.title", { name: callWord })}</h2>
        ${raisedAt !== null && html`<p class="emergency__clock"><b><${Since} at=${Date.parse(raisedAt)} /></b>${t("staff.card.since")}</p>`}
      </header>
      ${fault !== "" && html`<p class="notice notice--danger" role="alert"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}
      ${card === null ? html`<p class="emergency__loading">${t("staff.card.loading")}</p>` : html`
        ${card.reviewed === null && html`<p class="notice notice--quiet"><${Icon} name="info" /><span>${t("staff.care.draft")}</span></p>`}
        <div class="emergency__body">
          <section aria-labelledby="card-call"><h3 id="card-call">${t("staff.card.call")}</h3>
            <div class="dial"><b><a href="tel:112">112</a></b><p><b class="small">${t("staff.card.say_to_them")}</b> <q lang="da">${card.call.say}</q></p></div>
            ${ticks(card.call.steps)}
            <${Numbers} card=${card} municipality=${municipality} />
          </section>
          <section aria-labelledby="card-say"><h3 id="card-say">${t("staff.card.say")}</h3>
            <${Words} text=${card.say.now} whisper=${whisper} />
            <h4>${t("staff.card.ask")}</h4>
            ${ticks(card.say.steps)}
            <h4>${t("staff.card.gone")}</h4>
            <${Words} text=${card.say.gone} whisper=${null} />
          </section>
          <section aria-labelledby="card-identify"><h3 id="card-identify">${t("staff.card.identify")}</h3>
            ${ticks(card.identify.steps)}
            <p class="law" lang="da">${card.identify.law}</p>
            <h4>${t("staff.course.title")}</h4>
            <${EscalationCourse} events=${events} />
            <p class="notice notice--quiet"><${Icon} name="lock" /><span lang="da">${card.identify.kept}</span></p>
          </section>
        </div>`}
      <footer><p>${t("staff.card.foot")}</p><button class="button button--main" type="button" onClick=${close}>${t("staff.card.back")}</button></footer>
    </div>
  <//>`;
}

/** @param {{ step: Step, at: string | null, tick: (step: string, done: boolean) => Promise<void> }} props `at`: when it was done */
function Tick({ step, at, tick }) {
  // What was pressed stands while it is on its way: drawn again meanwhile, the box would jump back under one's finger.
  const [asked, setAsked] = useState(/** @type {boolean | null} */ (null));
  const change = async (/** @type {Event} */ event) => {
    const wanted = /** @type {HTMLInputElement} */ (event.target).checked;
    setAsked(wanted);
    await tick(step.id, wanted);
    setAsked(null);
  };
  return html`<li><label><input type="checkbox" checked=${asked ?? at !== null} onChange=${change} />
    <span class="tick">${step.text}</span>${at !== null && html`<time>${clockExact(at)}</time>`}</label></li>`;
}

/** @param {{ text: string, whisper: ((text: string) => Promise<Ack>) | null }} props it says that it was whispered once it was */
function Words({ text, whisper }) {
  const [said, setSaid] = useState(false);
  const { busy, fault, ask } = useAsking(() => setSaid(true), t("staff.card.whisper"), houseWords);
  return html`<blockquote lang="da"><p>${text}</p></blockquote>
    ${whisper !== null && html`<button class="button button--wide" type="button" aria-disabled=${said || busy ? "true" : undefined} onClick=${() => { if (!said) void ask(() => whisper(text)); }}>
      <${Icon} name=${said ? "check" : "ear"} /> ${t(said ? "staff.card.whispered" : "staff.card.whisper")}</button>`}
    <div role="alert">${fault !== null && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>`;
}

/** @param {{ card: CareTexts["card"], municipality: string | null }} props */
function Numbers({ card, municipality }) {
  const { here, elsewhere } = numbersFor(card, municipality);
  return html`
    ${here.length === 0 && municipality !== null && html`<p class="small" lang="da">${card.call.no_number}</p>`}
    ${here.map((one) => html`<${Dial} key=${one.name} one=${one} />`)}
    ${elsewhere.length > 0 && html`<details open=${municipality === null}>
      <summary>${t(municipality === null ? "staff.card.regions" : "staff.card.other_region")}</summary>
      ${elsewhere.map((one) => html`<${Dial} key=${one.name} one=${one} />`)}
    </details>`}`;
}

/** @param {{ one: Number112 }} props */
function Dial({ one }) {
  return html`<div class="dial dial--next"><b><a href=${`tel:${one.phone.replaceAll(" ", "")}`}>${one.phone}</a></b>
    <div lang="da"><p><b>${one.name}</b></p>${one.hours !== null && html`<p class="soft small">${one.hours}</p>`}</div></div>`;
}
