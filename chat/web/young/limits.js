// @ts-check
/* What quick exit can not hide: said before the talk, without promising more than holds (techsafety.ca). */

import { html } from "../vendor/preact.js";
import { Dialog } from "./dialog.js";
import { say } from "./state.js";

const POINTS = ["network", "phone", "keyboard", "copied", "history"];

export function Limits() {
  return html`
    <${Dialog} name="limits" title=${say("young.limits.title")}>
      <p>${say("young.limits.can")}</p>
      <ul class="points">
        ${POINTS.map((point) => html`<li key=${point}>${say(`young.limits.${point}`)}</li>`)}
      </ul>
      <p>${say("young.limits.private")}</p>
    <//>`;
}
