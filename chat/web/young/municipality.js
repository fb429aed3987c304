// @ts-check
/*
 * Where one lives (kommune). A list to choose from, not a box to write in: no spelling, no error to
 * make, and a phone's own wheel.
 */

import { html, useEffect, useState } from "../vendor/preact.js";
import { Foot, answer } from "./question.js";
import { say, state } from "./state.js";

const MUNICIPALITIES = new URL("municipalities.json", import.meta.url);

export function Municipality() {
  const [all, setAll] = useState(/** @type {Array<[code: string, name: string]>} */ ([]));
  useEffect(() => {
    // Without the list the question cannot be answered, and need not be.
    fetch(MUNICIPALITIES).then((listed) => listed.json()).then(setAll, () => setAll([]));
  }, []);
  const chosen = state.answers.value.municipality;
  return html`
    <fieldset class="question">
      <legend>${say("young.municipality.title")}</legend>
      <div class="field">
        <label class="visually-hidden" for="municipality">${say("young.municipality.label")}</label>
        <select class="input" id="municipality" value=${chosen ?? ""}
          onChange=${(/** @type {any} */ event) => answer("municipality", event.currentTarget.value)}>
          <option value="">${say("young.municipality.none")}</option>
          ${all.map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}
        </select>
      </div>
      <${Foot} name="municipality" chosen=${chosen !== undefined} />
    </fieldset>`;
}
