// @ts-check
/* Holding still (fastholdelse): what one points at, or has the focus in, keeps its order until one leaves it. */

import { useRef, useState } from "../../chat/web/vendor/preact.js";
import { keepPlaces, sameOrder } from "./rows.js";

/**
 * For an element whose children come and go in an order of their own: spread `signs` on it, and draw
 * the children in the order `places` gives.
 */
export function useHold() {
  const [, draw] = useState(0);
  const shown = useRef(/** @type {string[]} */ ([]));
  const inside = useRef({ pointer: false, focus: false });

  const is = (/** @type {Partial<{ pointer: boolean, focus: boolean }>} */ how) => {
    const held = inside.current.pointer || inside.current.focus;
    inside.current = { ...inside.current, ...how };
    if (held && !inside.current.pointer && !inside.current.focus) draw((n) => n + 1);
  };

  return {
    signs: {
      onPointerEnter: (/** @type {PointerEvent} */ event) => is({ pointer: event.pointerType !== "touch" }),
      onPointerLeave: () => is({ pointer: false }),
      onFocusIn: () => is({ focus: true }),
      onFocusOut: (/** @type {FocusEvent} */ event) => {
        const element = /** @type {HTMLElement} */ (event.currentTarget);
        is({ focus: element.contains(/** @type {Node | null} */ (event.relatedTarget)) });
      },
    },
    /**
     * @param {string[]} sorted ids as they should stand
     * @returns {string[]} ids as they are to be shown
     */
    places(sorted) {
      const held = inside.current.pointer || inside.current.focus;
      shown.current = held ? keepPlaces(shown.current, sorted) : sorted;
      return shown.current;
    },
    /** @param {string[]} sorted */
    differs: (sorted) => !sameOrder(shown.current, sorted),
    /** Put everything where it should stand, although one points at it. */
    sortAgain() {
      shown.current = [];
      draw((n) => n + 1);
    },
  };
}
