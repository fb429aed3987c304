// @ts-check
/* Out of sight (uden for synsfeltet): which of a list that scrolls in itself do not stand whole in it just now. */

import { useLayoutEffect, useState } from "../../chat/web/vendor/preact.js";

/** A screen may show fractions of a pixel. */
const SLACK_PX = 1;

/** @typedef {{ top: number, bottom: number }} Place from the top of the screen, pixels */

/**
 * @param {{ current: HTMLElement | null }} list
 * @param {readonly string[]} ids of its `[data-id]`, as they are shown
 * @param {string} pinned which of them keeps itself in sight, over the others
 * @returns {ReadonlySet<string>}
 */
export function useOutOfSight(list, ids, pinned) {
  const [hidden, setHidden] = useState(/** @type {ReadonlySet<string>} */ (new Set()));
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) {
      setHidden((before) => (before.size === 0 ? before : new Set()));
      return;
    }
    const look = () => {
      const cards = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("[data-id]")]);
      const over = cards.find((one) => one.matches(pinned));
      const now = cards.filter((one) => one !== over && !isWhole(placeOf(one), placeOf(box), over && placeOf(over)));
      const found = new Set(now.map((one) => one.dataset["id"] ?? ""));
      setHidden((before) => (found.size === before.size && [...found].every((id) => before.has(id)) ? before : found));
    };
    const sizes = new ResizeObserver(look);
    for (const one of [box, ...box.children]) sizes.observe(one);
    box.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [ids.join(" "), pinned]);
  return hidden;
}

/** @param {HTMLElement} element @returns {Place} */
function placeOf(element) {
  return element.getBoundingClientRect();
}

/**
 * Whether all of it stands within the list, and nothing over it.
 *
 * @param {Place} one
 * @param {Place} list
 * @param {Place} [over]
 */
export function isWhole(one, list, over) {
  const within = one.top >= list.top - SLACK_PX && one.bottom <= list.bottom + SLACK_PX;
  return within && (over === undefined || one.bottom <= over.top + SLACK_PX || one.top >= over.bottom - SLACK_PX);
}
