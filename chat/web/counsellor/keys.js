// @ts-check
/* Keys (taster) that work anywhere on the counsellor's page. */

import { focusSoon } from "./view.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { KeyHelp } from "../staff/staff_bar.js" */

/** @type {KeyHelp[]} */
export const KEYS = [
  { keys: ["Enter"], does: "staff.keys.enter" },
  { keys: ["Shift", "Enter"], does: "staff.keys.shift_enter" },
  { keys: ["/"], does: "desk.keys.replies" },
  { keys: ["Ctrl", "K"], does: "desk.keys.find" },
  { keys: ["Alt", "1–9"], does: "staff.keys.alt_number" },
  { keys: ["Alt", "N"], does: "staff.keys.alt_n" },
  { keys: ["Alt", "H"], does: "desk.keys.whisper" },
  { keys: ["F6"], does: "staff.keys.f6" },
  { keys: ["Ctrl", "Enter"], does: "staff.keys.ctrl_enter" },
  { keys: ["Esc"], does: "staff.keys.esc" },
  { keys: ["?"], does: "staff.keys.help" },
];

/**
 * @param {Desk} desk
 * @param {View} view
 */
export function connectKeys(desk, view) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
    if (actOn(event, desk, view)) event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {Desk} desk
 * @param {View} view
 * @returns {boolean} whether the key was for us
 */
function actOn(event, desk, view) {
  if (event.key === "F6") return toNextPanel(event.shiftKey ? -1 : 1);
  if (event.key === "?" && !isTextBox(event.target)) {
    view.keysOpen.value = true;
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    view.paletteOpen.value = true;
    return true;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.code === "KeyN") {
    const id = view.current.value;
    if (id !== null) view.goToNotes(id);
    return id !== null;
  }
  if (event.code === "KeyH") {
    const { id, companion } = desk.state.value.conversations[view.current.value ?? ""] ?? {};
    const there = id !== undefined && companion?.display_name != null;
    if (there) view.goToWhisper(id);
    return there;
  }
  const number = /^Digit([1-9])$/.exec(event.code);
  const id = number === null ? undefined : desk.state.value.order[Number(number[1]) - 1];
  if (id !== undefined) view.goTo(id);
  return id !== undefined;
}

/** @param {1 | -1} step */
function toNextPanel(step) {
  const panels = [...document.querySelectorAll("[data-panel]")];
  if (panels.length === 0) return false;
  const here = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = here === -1 ? (step === 1 ? 0 : panels.length - 1) : (here + step + panels.length) % panels.length;
  const panel = /** @type {HTMLElement} */ (panels[next]);
  panel.focus();
  focusSoon(panel.dataset["panel"] ?? "");
  return true;
}

/** @param {EventTarget | null} target */
function isTextBox(target) {
  return target instanceof HTMLElement && target.matches("textarea, input:not([type=radio], [type=checkbox], [type=range]), select");
}
