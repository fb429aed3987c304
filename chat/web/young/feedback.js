// @ts-check
/* Feedback (evaluering): how hard it was before and is now, and whether writing helped. */

import { html, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { Scale } from "./scale.js";
import { say, state } from "./state.js";

/** @typedef {import("./main.js").Actions} Actions */
/** @typedef {{ before?: number | null, after?: number | null, helped?: number }} Answers */

const HELPED = [1, 2, 3, 4, 5];

/** @param {{ send: Actions["feedback"] }} props */
export function Feedback({ send }) {
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
    const given = Object.entries(answers).filter(([, value]) => value !== null);
    const ack = await send(Object.fromEntries(given));
    // Whoever has begun anew meanwhile is told nothing of the talk before.
    if (state.feedback.value === "sending") state.feedback.value = ack.ok ? "sent" : "failed";
  }

  if (sent === "sent") return html`<${Thanks} for="young.feedback.thanks" />`;
  return html`
    <form class="card" autocomplete="off" onSubmit=${submit}>
      <h2>${say("young.feedback.title")}</h2>
      <${Scale} name="before" value=${answers.before} answer=${answer} />
      <${Scale} name="after" value=${answers.after} answer=${answer} />
      <fieldset>
        <legend class="field__label">${say("young.feedback.helped")}</legend>
        <div class="choices">
          ${HELPED.map((number) => html`
            <label class="choice" key=${number}>
              <input type="radio" name="helped" checked=${answers.helped === number}
                onChange=${() => answer("helped", number)} />
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

/** @param {{ for: "young.feedback.thanks" | "young.felt_wrong.thanks" }} props */
export function Thanks({ for: key }) {
  return html`
    <p class="notice notice--good" role="status">
      <${Icon} name="check" />
      <span><strong>${say(key)}</strong> ${say(`${key}.text`)}</span>
    </p>`;
}

export function NotSent() {
  return html`
    <p class="field__error" role="status">
      <${Icon} name="triangle-alert" /> ${say("young.feedback.failed")}
    </p>`;
}
