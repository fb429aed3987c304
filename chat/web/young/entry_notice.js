// @ts-check
/* Why the way in did not open, said where one stands. */

import { Icon } from "./icon.js";
import { html } from "../vendor/preact.js";
import { spoken, state } from "./state.js";

export function EntryNotice() {
  const notice = state.entryNotice.value;
  if (notice === null) return null;
  return html`<p class="notice"><${Icon} name="info" /><span>${spoken(notice)}</span></p>`;
}
