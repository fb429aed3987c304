// @ts-check
/* Questions that help to find words, one at a time; none of them is sent anywhere. */

import { html, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { say } from "./state.js";

const MANY = 5;

export function Prompts() {
  const [number, setNumber] = useState(0);
  return html`
    <p class="prompt">${say(`young.prompt.${number + 1}`)}</p>
    <button class="button" type="button" onClick=${() => setNumber((number + 1) % MANY)}>
      <${Icon} name="rotate-ccw" /> ${say("young.prompt.another")}
    </button>`;
}
