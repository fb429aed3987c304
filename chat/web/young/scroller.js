// @ts-check
/* The log's window: it rests at its end, and never moves under a reading eye. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { Log } from "./log.js";
import { say, state } from "./state.js";

/** Nearer the end than this counts as at the end. */
const NEAR_PX = 48;
/** So far under the upper edge stands what one reads first; our own choice. */
const READ_PX = 12;

/** @param {{ actions: import("./main.js").Actions }} props */
export function Scroller({ actions }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef({ own: 0, theirs: 0 });
  /**
   * The row one reads further up, and how far above the window's foot; null at the end. From the foot, because a keyboard
   * that opens lifts it, and the column with it.
   */
  const reading = useRef(/** @type {{ row: Element, above: number } | null} */ (null));
  const [below, setBelow] = useState(0);
  const events = state.events.value;
  const drafts = state.drafts.value;
  const theirs = events.filter(({ kind, from }) => kind === "message" && from !== "young");
  const own = events.filter(({ from }) => from === "young").length + drafts.length;

  // In a reversed column 0 is the end, and further up is below zero.
  const atEnd = () => box.current === null || box.current.scrollTop > -NEAR_PX;
  const toEnd = () => {
    reading.current = null;
    if (box.current) box.current.scrollTop = 0;
    setBelow(0);
  };
  const look = () => {
    reading.current = box.current === null || atEnd() ? null : rowRead(box.current);
  };
  // A reversed column keeps the distance to its end; what one reads is to stay instead.
  const hold = () => {
    const { row, above } = reading.current ?? {};
    if (box.current && row?.isConnected) box.current.scrollTop += Number(above) - aboveFoot(box.current, row);
  };
  const saw = () => {
    const last = theirs.at(-1);
    if (last && atEnd() && document.visibilityState === "visible") actions.saw(last.seq);
  };
  const scrolled = () => {
    look();
    if (!atEnd()) return;
    setBelow(0);
    saw();
  };

  useLayoutEffect(() => {
    const known = before.current;
    before.current = { own, theirs: theirs.length };
    if (own > known.own) toEnd();
    else if (!atEnd()) {
      hold();
      setBelow((count) => count + theirs.length - known.theirs);
    }
    saw();
  }, [events, drafts, state.counsellor.value?.typing]);

  // A block that was never on the screen takes its true height when one comes near it (`talk.css`).
  useEffect(() => {
    const log = box.current?.firstElementChild;
    if (!log) return undefined;
    const grown = new ResizeObserver(hold);
    grown.observe(log);
    return () => grown.disconnect();
  }, [state.loading.value]);

  useEffect(() => {
    document.addEventListener("visibilitychange", saw);
    return () => document.removeEventListener("visibilitychange", saw);
  });

  return html`
    <div class="log-frame">
      <div class="log-scroller" ref=${box} tabindex="0" role="region"
        aria-label=${say("young.talk.region")} onScroll=${scrolled}>
        ${state.loading.value
          ? html`<p class="loading">${say("shared.loading")}</p>`
          : html`<${Log} retry=${actions.retry} />`}
      </div>
      ${below > 0 && html`
        <button class="button to-end" type="button" onClick=${toEnd}>
          <${Icon} name="chevron-down" /> ${say("shared.message.new", { count: below })}
        </button>`}
    </div>`;
}

/**
 * What stands at the upper edge of the window.
 *
 * @param {HTMLElement} box
 */
function rowRead(box) {
  const { left, top, width } = box.getBoundingClientRect();
  const row = document.elementFromPoint(left + width / 2, top + READ_PX)?.closest(".log__block > *, .log__block");
  return row && box.contains(row) ? { row, above: aboveFoot(box, row) } : null;
}

/**
 * @param {HTMLElement} box
 * @param {Element} row
 */
function aboveFoot(box, row) {
  return box.getBoundingClientRect().bottom - row.getBoundingClientRect().top;
}
