// @ts-check
/* A scale from 0 to 10 (skala): radio buttons with a legend, none of them chosen beforehand. */

import { html } from "../vendor/preact.js";
import { say } from "./state.js";

const STEPS = Array.from({ length: 11 }, (_, number) => number);

/**
 * @param {object} props
 * @param {"before" | "after"} props.name
 * @param {number | null | undefined} props.value null: skipped on purpose
 * @param {(name: any, value: number | null) => void} props.answer
 */
export function Scale({ name, value, answer }) {
  return html`
    <fieldset>
      <legend class="field__label">${say(`young.feedback.${name}`)}</legend>
      <div class="scale">
        ${STEPS.map((number) => html`
          <label key=${number}>
            <input type="radio" name=${name} checked=${value === number}
              onChange=${() => answer(name, number)} />
            <span>${number}</span>
          </label>`)}
        <label>
          <input type="radio" name=${name} aria-label=${say("young.feedback.skip")}
            checked=${value === null} onChange=${() => answer(name, null)} />
          <span aria-hidden="true">–</span>
        </label>
      </div>
      <p class="scale-ends">${say("young.feedback.ends")}</p>
    </fieldset>`;
}
