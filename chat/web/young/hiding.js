// @ts-check
/* Hiding (skjul): no copy of the page that a browser keeps for Back may hold the talk. */

import { render } from "../vendor/preact.js";

/**
 * @param {HTMLElement} root
 * @param {import("../vendor/preact.js").VNode} page
 */
export function connectHiding(root, page) {
  render(page, root);
  window.addEventListener("pagehide", () => render(null, root));
  window.addEventListener("pageshow", (event) => {
    // The house, not a memory, says whether there still is a talk to show.
    if (event.persisted) location.reload();
  });
  // A page that said goodbye and stayed after all, as when a link turns out to be a call.
  window.addEventListener("focus", () => {
    if (root.childElementCount === 0) render(page, root);
  });
}
