// @ts-check
/* Drawing only the rows near the screen (synlige rækker): a board may hold thousands, and changes many times a second. */

import { useLayoutEffect, useState } from "../../chat/web/vendor/preact.js";

/** Up to so many rows all are drawn; beyond, only those near the screen. Our own number. */
const ALL_DRAWN_UP_TO = 80;
/** Rows drawn above and below the screen, so that Tab and the arrow keys find their neighbours. */
const BEYOND = 15;
const ROW_PX = 46;

/**
 * Which rows are near the screen, and how high those above and below are.
 *
 * @param {number} count
 * @param {{ current: HTMLElement | null }} scroller
 */
export function useRowWindow(count, scroller) {
  const [view, setView] = useState({ top: 0, height: 0, row: ROW_PX });
  const many = count > ALL_DRAWN_UP_TO;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!many || box === null) return;
    const look = () => {
      const row = box.querySelector("tbody tr:not(.table__spacer)")?.getBoundingClientRect().height || ROW_PX;
      setView({ top: box.scrollTop, height: box.clientHeight, row });
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(box);
    return () => {
      box.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [many]);
  if (!many) return { from: 0, to: count, above: 0, below: 0 };
  const from = Math.min(Math.max(0, Math.floor(view.top / view.row) - BEYOND), Math.max(0, count - 1));
  const to = Math.min(count, from + Math.ceil(view.height / view.row) + 2 * BEYOND);
  return { from, to, above: from * view.row, below: (count - to) * view.row };
}
