// @ts-check
/* Relatives (pårørende): who worries for somebody young is met kindly here, and helped elsewhere. */

import { html } from "../vendor/preact.js";
import { HelpLines } from "./helplines.js";
import { say } from "./state.js";

export function Relatives() {
  return html`
    <details class="relatives">
      <summary>${say("young.relative.title")}</summary>
      <p>${say("young.relative.kind")}</p>
      <${HelpLines} whom="relative" />
    </details>`;
}
