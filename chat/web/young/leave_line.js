// @ts-check
/* Leaving the line (gå ud af køen): two steps, as a place given up cannot be had back. */

import { html, useState } from "../vendor/preact.js";
import { say } from "./state.js";

/** @param {{ leave: () => void }} props */
export function LeaveLine({ leave }) {
  const [sure, setSure] = useState(false);
  if (!sure) {
    return html`
      <p>
        <button class="button button--plain" type="button" onClick=${() => setSure(true)}>
          ${say("young.leave_line")}
        </button>
      </p>`;
  }
  return html`
    <div class="card">
      <p>${say("young.leave_line.sure")}</p>
      <div class="choices">
        <button class="button" type="button" onClick=${leave}>${say("young.leave_line")}</button>
        <button class="button" type="button" onClick=${() => setSure(false)}>
          ${say("young.leave_line.stay")}
        </button>
      </div>
    </div>`;
}
