// @ts-check
/* An icon (ikon): a drawing that repeats what a word beside it says, so it is hidden from a reader. */

import { h } from "../vendor/preact.js";
import { icons } from "./icons.js";

/** @typedef {keyof typeof icons} IconName */

/**
 * Size and colour come from the text it stands in (`base.css`, `.icon`).
 *
 * @param {{ name: IconName }} props
 */
export function Icon({ name }) {
  const shapes = icons[name].map(([tag, attributes]) => h(tag, attributes));
  return h("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, shapes);
}
