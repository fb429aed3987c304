// @ts-check
/* Keys (genveje): what one reaches for without looking, in the middle of the night. */

import { signal } from "../../chat/web/vendor/preact.js";
import { acknowledgeNext } from "./acts.js";
import { noteByKey } from "./reading_pane.js";
import { whisperByKey } from "./whisper_box.js";

/** @import { Watch } from "./watch.js" */

/** The fields F6 goes round in, in reading order. */
const PANELS = [".escalations", ".board__table .table-scroller", ".reading"];

/** @typedef {{ listOpen: { value: boolean } }} Keys */

/**
 * @param {Watch} watch
 * @returns {Keys}
 */
export function connectKeys(watch) {
  const listOpen = signal(false);
  document.addEventListener("keydown", (event) => {
    const does = what(event);
    if (does === null || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    if (does === "take" && !event.repeat) acknowledgeNext(watch);
    if (does === "whisper") whisperByKey();
    if (does === "note") noteByKey();
    if (does === "find") document.getElementById("find")?.focus();
    if (does === "panel") nextPanel(event.shiftKey ? -1 : 1);
    if (does === "list") listOpen.value = true;
  });
  return { listOpen };
}

/**
 * @param {KeyboardEvent} event
 * @returns {"take" | "whisper" | "note" | "find" | "panel" | "list" | null}
 */
export function what(event) {
  if (event.key === "F2") return "take";
  if (event.key === "F6") return "panel";
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") return "find";
  if (event.altKey && !event.ctrlKey && event.code === "KeyH") return "whisper";
  if (event.altKey && !event.ctrlKey && event.code === "KeyN") return "note";
  return event.key === "?" && !isWriting(event.target) ? "list" : null;
}

/** @param {number} step */
function nextPanel(step) {
  const panels = PANELS.map((one) => /** @type {HTMLElement | null} */ (document.querySelector(one))).filter((one) => one !== null && one.offsetParent !== null);
  const at = panels.findIndex((one) => one?.contains(document.activeElement));
  panels[(at + step + panels.length) % panels.length]?.focus();
}

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof HTMLInputElement ? target.type !== "radio" && target.type !== "checkbox" : target instanceof HTMLTextAreaElement;
}
