// @ts-check
/* Gender (køn): a few words, one's own word, or none. */

import { html, useState } from "../vendor/preact.js";
import { Foot, answer } from "./question.js";
import { say, state } from "./state.js";

const CHOICES = ["girl", "boy", "nonbinary", "own", "not_said"];
/** The house takes one's own words; these two choices bring none with them. */
const WORDLESS = new Set(["own", "not_said"]);
const LONGEST = 40;

export function Gender() {
  const [chosen, setChosen] = useState(chosenBefore);

  /** @param {string | null} code */
  function choose(code) {
    setChosen(code);
    const wordless = code === null || WORDLESS.has(code);
    answer("gender", wordless ? undefined : say(`young.gender.${code}.word`));
  }

  return html`
    <fieldset class="question">
      <legend>${say("young.gender.title")}</legend>
      <div class="choices">
        ${CHOICES.map((code) => html`
          <label class="choice" key=${code}>
            <input type="radio" name="gender" value=${code} checked=${chosen === code}
              onChange=${() => choose(code)} />
            ${say(`young.gender.${code}`)}
          </label>`)}
      </div>
      ${chosen === "own" && html`<${OwnWord} />`}
      <${Foot} name="gender" chosen=${chosen !== null} undo=${() => choose(null)} />
    </fieldset>`;
}

function OwnWord() {
  return html`
    <div class="field">
      <label for="gender-own">${say("young.gender.own.label")}</label>
      <input class="input" id="gender-own" maxlength=${LONGEST} autocomplete="off"
        value=${state.answers.value.gender ?? ""}
        onInput=${(/** @type {any} */ event) => answer("gender", event.currentTarget.value)} />
    </div>`;
}

/** @returns {string | null} if one comes back to this page */
function chosenBefore() {
  const { gender } = state.answers.value;
  if (gender === undefined) return null;
  const known = CHOICES.filter((code) => !WORDLESS.has(code));
  return known.find((code) => say(`young.gender.${code}.word`) === gender) ?? "own";
}
