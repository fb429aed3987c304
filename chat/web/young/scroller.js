// @ts-check
/* The log's window: it rests at its end, and never moves under a reading eye. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { Log } from "./log.js";
import { say, state } from "./state.js";

/** Nearer the end than this counts as at the end. */
const NEAR_PX = 48;

/** @param {{ actions: import("./main.js").Actions }} props */
export function Scroller({ actions }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef({ height: 0, own: 0, theirs: 0 });
  const [below, setBelow] = useState(0);
  const events = state.events.value;
  const drafts = state.drafts.value;
  const theirs = events.filter(({ kind, from }) => kind === "message" && from !== "young");
  const own = events.filter(({ from }) => from === "young").length + drafts.length;

  // In a reversed column 0 is the end, and further up is below zero.
  const atEnd = () => box.current === null || box.current.scrollTop > -NEAR_PX;
  const toEnd = () => {
    if (box.current) box.current.scrollTop = 0;
    setBelow(0);
  };
  const saw = () => {
    const last = theirs.at(-1);
    if (last && atEnd() && document.visibilityState === "visible") actions.saw(last.seq);
  };
  const scrolled = () => {
    if (!atEnd()) return;
    setBelow(0);
    saw();
  };

  useLayoutEffect(() => {
    if (box.current === null) return;
    const { height, ...known } = before.current;
    const grown = box.current.scrollHeight - height;
    before.current = { height: box.current.scrollHeight, own, theirs: theirs.length };
    if (own > known.own) toEnd();
    else if (height > 0 && !atEnd()) {
      // A reversed column keeps the distance to its end; what one reads is to stay instead.
      box.current.scrollTop -= grown;
      setBelow((count) => count + theirs.length - known.theirs);
    }
    saw();
  }, [events, drafts, state.counsellor.value?.typing]);

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
