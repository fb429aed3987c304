// @ts-check
/* The mark (mærke): a low arch with a light on it. Decoration; the word says it. */

import { html } from "../vendor/preact.js";
import { t } from "./words.js";

/** @param {{ href: string }} props */
export function Brand({ href }) {
  return html`<a class="brand" href=${href}>
    <svg viewBox="0 0 28 20" aria-hidden="true"><path class="brand__arch" d="M2 17V15C2 6 26 6 26 15V17" />
      <circle class="brand__light" cx="14" cy="4" r="3.2" /></svg>
    <span class="brand__name">${t("shared.brand")}</span>
  </a>`;
}
