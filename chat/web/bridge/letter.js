// @ts-check
/* What was shared as a letter (brev), for a service without a system of its own: it is on the page while it prints, and no longer. */

import { t } from "../staff/words.js";
import { momentWords } from "./task_words.js";

/** @import { Task } from "./task_list.js" */

/**
 * The letter's paragraphs and its fields: what was consented to, and nothing else of the task.
 *
 * @param {Task} task
 * @param {Record<string, string>} shared
 * @param {readonly string[]} order of the fields
 * @param {string} at when it is printed
 */
export function letterOf({ service }, shared, order, at) {
  return {
    title: t("bridge.letter.title", { service: service?.name ?? "" }),
    lead: [t("bridge.letter.at", { at: momentWords(at) }), t("bridge.letter.yes")],
    fields: order.filter((field) => shared[field] !== undefined).map((field) => [t(`bridge.field.${field}`), shared[field] ?? ""]),
    foot: [t("bridge.letter.use"), t("bridge.letter.back")],
  };
}

/**
 * Print it. Nothing of it is fetched, so that nothing of it is in a cache.
 *
 * @param {ReturnType<typeof letterOf>} letter
 */
export function printed({ title, lead, fields, foot }) {
  const sheet = document.createElement("div");
  sheet.className = "letter-sheet";
  const add = (/** @type {string} */ tag, /** @type {string} */ text, /** @type {HTMLElement} */ to = sheet) => to.append(Object.assign(document.createElement(tag), { textContent: text }));
  add("h1", title);
  for (const line of lead) add("p", line);
  const list = document.createElement("dl");
  sheet.append(list);
  for (const [name, text] of fields) {
    add("dt", name ?? "", list);
    add("dd", text ?? "", list);
  }
  for (const line of foot) add("p", line);
  document.body.append(sheet);
  window.addEventListener("afterprint", () => sheet.remove(), { once: true });
  window.print();
}
