// @ts-check
/* Ctrl+Enter sends the form one writes in (send). */

/** @param {KeyboardEvent} event */
export function sendOnEnter(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  /** @type {HTMLTextAreaElement} */ (event.currentTarget).form?.requestSubmit();
}
