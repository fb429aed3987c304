// @ts-check
/* Everything behind the door: fetched when somebody comes in, so that the entry is light on a bad line. */

export { After } from "./after.js";
export { connectPresses } from "../shared/presses.js";
export { openConversation } from "./opening.js";
export { Questions } from "./questions.js";
export { Talk } from "./talk.js";
export { Waiting } from "./waiting.js";

/** Have the style sheet of what is behind the door, before any of it is shown. */
export function dressed() {
  const { href } = new URL("sheets_inside.css", import.meta.url);
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
