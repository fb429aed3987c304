// @ts-check
/* Everything behind the door: fetched when somebody comes in, so that the entry is light on a bad line. */

export { After } from "./after.js";
export { openConversation } from "./opening.js";
export { Questions } from "./questions.js";
export { Talk } from "./talk.js";
export { openTalking } from "./talking.js";
export { Waiting } from "./waiting.js";

const SHEETS = [
  "../design/choice.css", "../design/field.css", "../design/log.css",
  "../design/message.css", "../design/composer.css", "questions.css", "waiting.css", "breath.css",
  "talk.css", "after.css",
];

/** Have the style sheets of what is behind the door, before any of it is shown. */
export async function dressed() {
  await Promise.all(SHEETS.map((sheet) => loadSheet(new URL(sheet, import.meta.url).href)));
}

/** @param {string} href */
function loadSheet(href) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", done);
    link.addEventListener("error", () => {
      link.remove();
      failed(new Error(href));
    });
    document.head.append(link);
  });
}
