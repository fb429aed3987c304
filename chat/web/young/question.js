// @ts-check
/* One entry question (indgangsspørgsmål): what it asks, why, and how to take an answer back. */

import { html } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { say, state } from "./state.js";

/** @typedef {keyof import("./state.js").Answers} Name */

/**
 * @param {Name} name
 * @param {string | undefined} value nothing chosen is nothing sent
 */
export function answer(name, value) {
  const { [name]: _, ...others } = state.answers.value;
  state.answers.value = value ? { ...others, [name]: value } : others;
}

/**
 * A question with a few answers to choose between.
 *
 * @param {object} props
 * @param {Name} props.name
 * @param {readonly string[]} props.options codes
 * @param {(code: string) => string} props.label
 * @param {boolean} [props.whyOpen] whether the reason stands there from the start
 * @param {unknown} [props.children] what an answer brings with it
 */
export function Choice({ name, options, label, whyOpen = false, children }) {
  const chosen = state.answers.value[name];
  return html`
    <fieldset class="question">
      <legend>${say(`young.${name}.title`)}</legend>
      <div class="choices">
        ${options.map((code) => html`
          <label class="choice" key=${code}>
            <input type="radio" name=${name} value=${code} checked=${chosen === code}
              onChange=${() => answer(name, code)} />
            ${label(code)}
          </label>`)}
      </div>
      ${children}
      <${Foot} name=${name} whyOpen=${whyOpen} chosen=${chosen !== undefined} />
    </fieldset>`;
}

/**
 * @param {object} props
 * @param {Name} props.name
 * @param {boolean} props.chosen
 * @param {boolean} [props.whyOpen]
 * @param {() => void} [props.undo]
 */
export function Foot({ name, chosen, whyOpen = false, undo = () => answer(name, undefined) }) {
  return html`
    <div class="question__foot">
      <details class="why" open=${whyOpen}>
        <summary><${Icon} name="circle-help" /> ${say("young.why")}</summary>
        <p>${say(`young.${name}.why`)}</p>
      </details>
      ${chosen && html`
        <button class="button button--plain" type="button" onClick=${undo}>
          ${say("young.undo")}
        </button>`}
    </div>`;
}
