// @ts-check
/* Whether the screen is covered (dækket): then nobody sees what is on the page, whatever the browser says. */

import { signal } from "../vendor/preact.js";

export const covered = signal(false);

/** Whether what is on the page can be seen. */
export function isShown() {
  return document.visibilityState === "visible" && !covered.peek();
}
