// @ts-check
/* Afterwards (bagefter): where help is, what one may answer, and what felt wrong. All of it optional. */

import { Icon } from "./icon.js";
import { html, useState } from "../vendor/preact.js";
import { HelpLines } from "./helplines.js";
import { Log } from "./log.js";
import { say, spoken, state } from "./state.js";

/** @typedef {import("./main.js").Actions} Actions */
/** @typedef {{ before?: number | null, after?: number | null, helped?: number }} Answers null: skipped on purpose */

const SCALE = Array.from({ length: 11 }, (_, number) => number);
const HELPED = [1, 2, 3, 4, 5];

/** @param {{ actions: Actions }} props */
export function After({ actions }) {
  const talked = state.events.value.some((event) => event.kind === "assigned");
  const counsellor = state.events.value.findLast((event) => event.kind === "assigned" || event.kind === "transferred");
  const name = counsellor?.data.display_name ?? counsellor?.data.to_display_name ?? say("young.counsellor");
  const closing = state.events.value.findLast((event) => event.kind === "closed");
  return html`
    <main class="young__main">
      <div>
        <h1 tabindex="-1">${say(talked ? "young.after.title" : "young.after.title.waited")}</h1>
        <p class="lead">${say(talked ? `young.after.lead.${closing ? reason(closing.data.reason) : "young_left"}` : "young.after.lead.waited", { name })}</p>
      </div>
      ${talked && html`<${Feedback} send=${actions.feedback} />`}
      ${talked && html`<${FeltWrong} send=${actions.feedback} />`}
      ${talked && html`
        <details class="card after__talk">
          <summary>${say("young.after.read")}</summary>
          <p class="small soft">${say("young.after.read.how_long")}</p>
          <${Log} />
        </details>`}
      <${HelpLines} title=${say("young.help.again")} />
      <div class="card">
        <h2>${say("young.after.us.title")}</h2>
        <p>${say("young.after.us.text")}</p>
        <button class="button" type="button" onClick=${actions.anew}>${say("young.after.us.new")}</button>
      </div>
    </main>`;
}

/** @param {string | undefined} code */
function reason(code) {
  return code === "young_left" || code === "timeout" || code === "service" ? code : "counsellor";
}

/** @param {{ send: Actions["feedback"] }} props */
function Feedback({ send }) {
  const [answers, setAnswers] = useState(/** @type {Answers} */ ({}));
  const sent = state.feedback.value;
  const empty = Object.values(answers).every((value) => value === null);
  /** @param {keyof Answers} name @param {number | null} value */
  const answer = (name, value) => setAnswers({ ...answers, [name]: value });

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (empty || sent === "sending") return;
    state.feedback.value = "sending";
    const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null));
    const ack = await send(given);
    state.feedback.value = ack.ok ? "sent" : "failed";
  }

  if (sent === "sent") {
    return html`
      <p class="notice notice--good" role="status"><${Icon} name="check" /><span><strong>${say("young.feedback.thanks")}</strong> ${say("young.feedback.thanks.text")}</span></p>`;
  }
  return html`
    <form class="card" onSubmit=${submit}>
      <h2>${say("young.feedback.title")}</h2>
      <${Scale} name="before" value=${answers.before} answer=${answer} />
      <${Scale} name="after" value=${answers.after} answer=${answer} />
      <fieldset>
        <legend class="field__label">${say("young.feedback.helped")}</legend>
        <div class="choices">
          ${HELPED.map((number) => html`
            <label class="choice" key=${number}>
              <input type="radio" name="helped" checked=${answers.helped === number} onChange=${() => answer("helped", number)} />
              ${say(`young.feedback.helped.${number}`)}
            </label>`)}
        </div>
      </fieldset>
      ${sent === "failed" && html`<${NotSent} />`}
      <button class="button button--main" type="submit" aria-disabled=${empty || sent === "sending"}>
        ${say(sent === "sending" ? "young.feedback.sending" : "young.feedback.send")}
      </button>
    </form>`;
}

/** @param {{ name: "before" | "after", value: number | null | undefined, answer: (name: any, value: number | null) => void }} props */
function Scale({ name, value, answer }) {
  return html`
    <fieldset>
      <legend class="field__label">${say(`young.feedback.${name}`)}</legend>
      <div class="scale">
        ${SCALE.map((number) => html`
          <label key=${number}>
            <input type="radio" name=${name} checked=${value === number} onChange=${() => answer(name, number)} /><span>${number}</span>
          </label>`)}
        <label>
          <input type="radio" name=${name} aria-label=${say("young.feedback.skip")} checked=${value === null} onChange=${() => answer(name, null)} />
          <span aria-hidden="true">–</span>
        </label>
      </div>
      <p class="scale-ends">${say("young.feedback.ends")}</p>
    </fieldset>`;
}

/** Goes to those in charge, never to the counsellor. @param {{ send: Actions["feedback"] }} props */
function FeltWrong({ send }) {
  const [text, setText] = useState("");
  const step = state.feltWrong.value;

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (step === "sending") return;
    state.feltWrong.value = "sending";
    const written = text.trim();
    const ack = await send(written === "" ? { felt_wrong: true } : { felt_wrong: true, felt_wrong_text: written });
    state.feltWrong.value = ack.ok ? "sent" : "failed";
  }

  if (step === "sent") {
    return html`
      <p class="notice notice--good" role="status"><${Icon} name="check" /><span><strong>${say("young.felt_wrong.thanks")}</strong> ${say("young.felt_wrong.thanks.text")}</span></p>`;
  }
  return html`
    <section class="card" aria-labelledby="felt-wrong">
      <h2 id="felt-wrong">${say("young.felt_wrong.title")}</h2>
      <p>${say("young.felt_wrong.text")}</p>
      ${step === "no"
        ? html`
          <button class="button" type="button" onClick=${() => { state.feltWrong.value = "open"; }}><${Icon} name="flag" /> ${say("young.felt_wrong.open")}</button>`
        : html`
          <form class="field" onSubmit=${submit}>
            <label for="felt-wrong-text">${say("young.felt_wrong.label")}</label>
            <textarea class="input" id="felt-wrong-text" maxlength="2000" autocomplete="off" value=${text}
              onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea>
            ${step === "failed" && html`<${NotSent} />`}
            <div class="choices">
              <button class="button" type="submit" aria-disabled=${step === "sending"}>${say(step === "sending" ? "young.feedback.sending" : "young.felt_wrong.send")}</button>
              <button class="button button--plain" type="button" onClick=${() => { state.feltWrong.value = "no"; }}>${say("young.dialog.close")}</button>
            </div>
          </form>`}
    </section>`;
}

function NotSent() {
  return html`<p class="field__error" role="status"><${Icon} name="triangle-alert" /> ${spoken({ key: "young.feedback.failed" })}</p>`;
}
