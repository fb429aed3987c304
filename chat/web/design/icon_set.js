// @ts-check
/* How an icon (ikon) is drawn: it repeats what a word beside it says, so it is hidden from a reader. */

import { h } from "../vendor/preact.js";

/**
 * The component that draws the icons of one set. Size and colour come from the text an icon stands
 * in (`base.css`, `.icon`).
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, readonly (readonly [tag: string, attributes: object])[]>>} set
 */
export function iconFrom(set) {
  return (/** @type {{ name: Name }} */ { name }) => {
    const shapes = set[name].map(([tag, attributes]) => h(tag, attributes));
    return h("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, shapes);
  };
}
