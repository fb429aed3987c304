// @ts-check
/* "Føltes noget forkert?": goes to those in charge, never to the counsellor. */

import { html, useState } from "../vendor/preact.js";
import { NotSent, Thanks } from "./feedback.js";
import { Icon } from "./icon.js";
import { say, state } from "./state.js";

/** @typedef {import("./main.js").Actions} Actions */

/** @param {{ send: Actions["feedback"] }} props */
export function FeltWrong({ send }) {
  const step = state.feltWrong.value;
  if (step === "sent") return html`<${Thanks} for="young.felt_wrong.thanks" />`;
  return html`
    <section class="card" aria-labelledby="felt-wrong">
      <h2 id="felt-wrong">${say("young.felt_wrong.title")}</h2>
      <p>${say("young.felt_wrong.text")}</p>
      ${step === "no" ? html`<${Opener} />` : html`<${Telling} send=${send} step=${step} />`}
    </section>`;
}

function Opener() {
  return html`
    <button class="button" type="button" onClick=${() => { state.feltWrong.value = "open"; }}>
      <${Icon} name="flag" /> ${say("young.felt_wrong.open")}
    </button>`;
}

/** @param {{ send: Actions["feedback"], step: "open" | "sending" | "failed" }} props */
function Telling({ send, step }) {
  const [text, setText] = useState("");

  /** That something was wrong may be said without words. @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (step === "sending") return;
    state.feltWrong.value = "sending";
    const words = text.trim();
    const said = words === "" ? { felt_wrong: true } : { felt_wrong: true, felt_wrong_text: words };
    const ack = await send(said);
    if (state.view.value === "after") state.feltWrong.value = ack.ok ? "sent" : "failed";
  }

  return html`
    <form class="field" autocomplete="off" onSubmit=${submit}>
      <label for="felt-wrong-text">${say("young.felt_wrong.label")}</label>
      <textarea class="input" id="felt-wrong-text" maxlength="2000" autocomplete="off" value=${text}
        onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea>
      ${step === "failed" && html`<${NotSent} />`}
      <div class="choices">
        <button class="button" type="submit" aria-disabled=${step === "sending"}>
          ${say(step === "sending" ? "young.feedback.sending" : "young.felt_wrong.send")}
        </button>
        <button class="button button--plain" type="button"
          onClick=${() => { state.feltWrong.value = "no"; }}>
          ${say("young.dialog.close")}
        </button>
      </div>
    </form>`;
}
