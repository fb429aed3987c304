// @ts-check
/* Flagged words in a message (markering), each a button that opens its reason. */

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { pieces } from "../shared/text.js";
import { Reason } from "./reason.js";
import { t } from "./words.js";

/** @import { Span, Verdict } from "../shared/wire.d.ts" */
/** @import { Judged } from "./log_rows.js" */

/** A pointer that only passes over opens nothing, and one on its way into the popover may leave the word. */
const HOVER_MS = 300;

/**
 * A text with its flagged words. Each popover stands right after its word, so that focus goes on into it from
 * there; the browser places it, and Esc closes it.
 *
 * @param {{ text: string, verdict: Verdict, judged: Judged | null, judge: ((correct: boolean) => void) | null }} props
 */
export function FlaggedText({ text, verdict, judged, judge }) {
  return pieces(text, verdict.spans).map((stretch, place) =>
    stretch.spans.length === 0
      ? stretch.text
      : html`<${Flagged} key=${place} text=${stretch.text} spans=${reasonsFor(stretch.spans, verdict.beneath ?? [])} verdict=${verdict}
        judged=${judged} judge=${judge} />`);
}

/**
 * All that was found in the words of these marks: what lies within one has no mark of its own, and is told with it.
 *
 * @param {readonly Span[]} spans
 * @param {readonly Span[]} beneath
 */
export function reasonsFor(spans, beneath) {
  return [...spans, ...beneath.filter((one) => spans.some(({ start, end }) => one.start < end && start < one.end))];
}

/** @param {{ text: string, spans: Span[], verdict: Verdict, judged: Judged | null, judge: ((correct: boolean) => void) | null }} props */
function Flagged({ text, spans, verdict, judged, judge }) {
  const word = useRef(/** @type {HTMLElement | null} */ (null));
  const popover = useRef(/** @type {HTMLElement | null} */ (null));
  const timer = useRef(0);
  const [open, setOpen] = useState(false);

  const show = () => {
    clearTimeout(timer.current);
    if (popover.current?.matches(":popover-open")) return;
    setOpen(true);
    // Placed by the whole message, so that it covers none of what it is about.
    const source = word.current?.closest(".message") ?? word.current;
    popover.current?.showPopover(/** @type {any} */ ({ source }));
  };
  const hide = () => {
    clearTimeout(timer.current);
    if (popover.current?.matches(":popover-open")) popover.current.hidePopover();
  };
  const later = (/** @type {() => void} */ act) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(act, HOVER_MS);
  };
  const outside = (/** @type {FocusEvent} */ event) => {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    // To nowhere: the window lost it, or what had it is gone. That is no going away.
    return to !== null && !(word.current?.contains(to) || popover.current?.contains(to));
  };
  const leave = () => later(() => {
    if (!popover.current?.contains(document.activeElement) && document.activeElement !== word.current) hide();
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const answer = judge && ((/** @type {boolean} */ correct) => {
    judge(correct);
    word.current?.focus();
  });
  const wrong = judged !== null && !judged.correct;
  return html`<span
      ref=${word}
      class=${`flagged flagged--${Math.max(1, verdict.level)} ${wrong ? "flagged--wrong" : ""}`}
      tabindex="0"
      role="button"
      aria-expanded=${String(open)}
      aria-description=${t("staff.reason.opens", { level: t(`level.${verdict.level}`) })}
      onPointerEnter=${(/** @type {PointerEvent} */ event) => event.pointerType === "mouse" && later(show)}
      onPointerLeave=${(/** @type {PointerEvent} */ event) => event.pointerType === "mouse" && leave()}
      onFocus=${(/** @type {FocusEvent} */ event) => /** @type {Element} */ (event.target).matches(":focus-visible") && show()}
      onBlur=${(/** @type {FocusEvent} */ event) => outside(event) && hide()}
      onClick=${show}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show();
      }}
    >${text}</span><div
      ref=${popover}
      popover="auto"
      role="group"
      aria-label=${t("staff.reason.title")}
      class="popover reason"
      onPointerEnter=${() => clearTimeout(timer.current)}
      onPointerLeave=${leave}
      onFocusOut=${(/** @type {FocusEvent} */ event) => outside(event) && hide()}
      onToggle=${(/** @type {ToggleEvent} */ event) => setOpen(event.newState === "open")}
    >${open && html`<${Reason} verdict=${verdict} spans=${spans} judged=${judged} judge=${answer} />`}</div>`;
}
