// @ts-check
/* The talk (samtale): who, notices, log, box. The log rests at its end and never moves under a reading eye. */

import { Icon } from "./icon.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { More } from "./more.js";
import { Notices } from "./notices.js";
import { say, state } from "./state.js";
import { QuickExit } from "./topbar.js";

/** @typedef {import("./main.js").Actions} Actions */

/** Nearer the end than this counts as at the end. */
const NEAR_PX = 48;

/** @param {{ actions: Actions, speak: (language: string) => void }} props */
export function Talk({ actions, speak }) {
  const counsellor = state.counsellor.value;
  const offline = state.line.value === "away";
  const away = counsellor?.presence === "away" || offline;
  const presence = offline ? "young.talk.reconnecting" : `young.talk.${away ? "away" : counsellor?.typing ? "writes" : "here"}`;
  return html`
    <main class="talk">
      <header class="talk__bar">
        <div class="talk__who">
          <h1>${say("young.talk.title", { name: counsellor?.name ?? "" })}</h1>
          <p class=${away ? "away" : ""}>
            <svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.5" /></svg>
            ${say(presence)}
          </p>
        </div>
        <div class="talk__act">
          <button class="button button--plain button--icon" type="button" aria-haspopup="dialog"
            aria-label=${say("young.more.label")} onClick=${() => { state.dialog.value = "more"; }}><${Icon} name="ellipsis" /></button>
          <${QuickExit} />
        </div>
      </header>
      <${Notices} />
      <${Scroller} actions=${actions} />
      <${Composer} actions=${actions} />
      <${More} actions=${actions} speak=${speak} />
    </main>`;
}

/** @param {{ actions: Actions }} props */
function Scroller({ actions }) {
  const scroller = useRef(/** @type {HTMLElement | null} */ (null));
  const height = useRef(0);
  const own = useRef(0);
  const [below, setBelow] = useState(0);
  const events = state.events.value;
  const ownCount = events.filter((event) => event.from === "young").length + state.drafts.value.length;
  const theirs = events.filter((event) => event.kind === "message" && event.from !== "young");
  const theirsBefore = useRef(theirs.length);

  // In a reversed column 0 is the end and further up is below zero.
  const atEnd = () => scroller.current === null || scroller.current.scrollTop > -NEAR_PX;
  const toEnd = () => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setBelow(0);
  };
  const saw = () => {
    const last = theirs.at(-1);
    if (last && atEnd() && document.visibilityState === "visible") actions.saw(last.seq);
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const grown = box.scrollHeight - height.current;
    const reading = height.current > 0 && !atEnd();
    height.current = box.scrollHeight;
    if (ownCount > own.current) toEnd();
    else if (reading && grown !== 0) {
      // What one reads stays where it is; the browser would keep the distance to the end instead.
      box.scrollTop -= grown;
      if (theirs.length > theirsBefore.current) setBelow((count) => count + theirs.length - theirsBefore.current);
    }
    own.current = ownCount;
    theirsBefore.current = theirs.length;
    saw();
  }, [events, state.drafts.value, state.counsellor.value?.typing]);

  useEffect(() => {
    document.addEventListener("visibilitychange", saw);
    return () => document.removeEventListener("visibilitychange", saw);
  });

  return html`
    <div class="log-frame">
      <div class="log-scroller" ref=${scroller} tabindex="0" role="region" aria-label=${say("young.talk.region")}
        onScroll=${() => { if (atEnd()) { setBelow(0); saw(); } }}>
        ${state.loading.value ? html`<p class="loading">${say("shared.loading")}</p>` : html`<${Log} retry=${actions.retry} />`}
      </div>
      ${below > 0 && html`
        <button class="button to-end" type="button" onClick=${toEnd}><${Icon} name="chevron-down" /> ${say("shared.message.new", { count: below })}</button>`}
    </div>`;
}
