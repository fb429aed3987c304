// @ts-check
/* What went wrong, or what was done (svar), where it was asked for. */

import { Icon } from "../../../chat/web/design/icon.js";
import { faultWords, t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @import { Act, Workbench } from "./workbench.js" */

/** @param {{ bench: Workbench, acts: readonly Act[], done?: readonly string[] }} props */
export function Told({ bench, acts, done = [] }) {
  const fault = bench.fault.value;
  const said = bench.done.value;
  return html`<div role="status">
    ${fault !== null && acts.includes(fault.act) && html`<div class="notice notice--danger"><${Icon} name="triangle-alert" />
      <div><strong>${faultWords(fault.code)}</strong>${fault.reason !== null && html`<pre lang="en">${fault.reason}</pre>`}</div></div>`}
    ${said !== null && done.includes(said) && html`<p class="notice notice--good"><${Icon} name="circle-check" /><span>${t(said)}</span></p>`}
  </div>`;
}
