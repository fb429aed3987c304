// @ts-check
/* The other language (sprog), one press away. */

import { html } from "../vendor/preact.js";
import { language, switchLanguage, t } from "./words.js";

export function LanguageButton() {
  const other = language() === "da" ? "en" : "da";
  const label = t("staff.bar.other_language");
  return html`<button class="button button--icon staff-bar__word" type="button" aria-label=${label} title=${label}
    onClick=${() => void switchLanguage(other)}>
    ${other.toUpperCase()}
  </button>`;
}
