// @ts-check
/* The bar along the top: where am I, the other language, and the way out, always in one corner. */

import { html } from "../vendor/preact.js";
import { leaveNow } from "./exit.js";
import { Icon } from "./icon.js";
import { language, say } from "./state.js";

/** @param {{ speak: (language: string) => void }} props */
export function TopBar({ speak }) {
  const other = language.value === "da" ? "en" : "da";
  /** In place, so that nothing is lost; the address is for a new tab. @param {MouseEvent} event */
  const change = (event) => {
    event.preventDefault();
    speak(other);
  };
  return html`
    <header class="topbar">
      <span class="brand"><${Mark} /><span class="brand__word">${say("young.brand")}</span></span>
      <div class="topbar__end">
        <a class="language" href=${`?lang=${other}`} lang=${other} hreflang=${other}
          onClick=${change}>${say("young.other_language")}</a>
        <${QuickExit} />
      </div>
    </header>`;
}

/** @param {{ over?: boolean }} props `over` a dialog */
export function QuickExit({ over = false }) {
  return html`
    <button class=${over ? "quick-exit quick-exit--over" : "quick-exit"} type="button"
      onClick=${leaveNow}>
      <${Icon} name="x" /> ${say("young.exit")}
    </button>`;
}

function Mark() {
  return html`
    <svg viewBox="0 0 28 20" aria-hidden="true">
      <path class="brand__arch" d="M2 17V15C2 6 26 6 26 15V17" />
      <circle class="brand__light" cx="14" cy="4" r="3.2" />
    </svg>`;
}
