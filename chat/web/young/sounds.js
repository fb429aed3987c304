// @ts-check
/* Whether one wants to hear or feel that something is new: nothing is chosen, and nothing is kept. */

import { html } from "../vendor/preact.js";
import { canBuzz, playBuzz, playTone } from "./soft_sound.js";
import { say, state } from "./state.js";

export function Sounds() {
  return html`
    <fieldset>
      <legend class="field__label">${say("young.sound.title")}</legend>
      <div class="choices">
        <${Switch} name="tone" test=${playTone} />
        ${canBuzz() && html`<${Switch} name="buzz" test=${playBuzz} />`}
      </div>
      <p class="small soft">${say("young.sound.note")}</p>
    </fieldset>`;
}

/** @param {{ name: "tone" | "buzz", test: () => void }} props */
function Switch({ name, test }) {
  /** @param {{ currentTarget: HTMLInputElement }} event */
  const change = ({ currentTarget: { checked } }) => {
    state.sound.value = { ...state.sound.value, [name]: checked };
    if (checked) test();
  };
  return html`
    <label class="choice">
      <input type="checkbox" name=${name} autocomplete="off" checked=${state.sound.value[name]}
        onChange=${change} />
      ${say(`young.sound.${name}`)}
    </label>`;
}
