// @ts-check
/* A file that is dropped on a page (sluppet fil): the browser would open it in the page's place, and what is written here would be gone. */

/** Catch files that are dropped on this page; words may be dropped as ever. */
export function catchDroppedFiles() {
  for (const what of /** @type {const} */ (["dragover", "drop"])) {
    addEventListener(what, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  }
}
