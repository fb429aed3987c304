// @ts-check
/*
 * The box one writes in. What is written stands in the page's state, so that neither a change of page
 * nor a lost line takes it; sending empties the box, as the outbox has it from then on.
 */

import { Icon } from "./icon.js";
import { cleaned, codePoints } from "../shared/text.js";
import { html, useEffect, useRef } from "../vendor/preact.js";
import { say, spoken, state } from "./state.js";

const MOST = 4000;
/** "Writes" is said again this often while it holds (the other side forgets it after 7 s). */
const TYPING_AGAIN_MS = 3000;
const TYPING_OVER_MS = 5000;
const HIGHEST_ROWS = 5;

/** @param {{ actions: import("./main.js").Actions }} props */
export function Composer({ actions }) {
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const typing = useRef(typingOf(actions.typing)).current;
  const over = codePoints(state.writing.value) - MOST;
  useEffect(() => typing.stop, []);

  /** @param {Event} event */
  function send(event) {
    event.preventDefault();
    box.current?.focus();
    const text = cleaned(state.writing.value);
    if (text === "" || codePoints(text) > MOST) return;
    typing.stop();
    state.writing.value = "";
    state.composerNotice.value = null;
    actions.send(text);
  }

  /** Enter sends where there is a keyboard; on touch it makes a new line. @param {KeyboardEvent} event */
  function key(event) {
    const writesWithKeys = matchMedia("(pointer: fine)").matches;
    if (event.key === "Enter" && writesWithKeys && !event.shiftKey && !event.isComposing) send(event);
  }

  /** @param {{ preventDefault(): void }} event @param {DataTransfer | null} data */
  function refuseFiles(event, data) {
    if (data === null || data.files.length === 0) return;
    event.preventDefault();
    state.composerNotice.value = { key: "young.composer.only_text" };
  }

  const notice = over > 0 ? { key: "shared.error.too_long", values: { count: over } } : state.composerNotice.value;
  return html`
    <form class="composer" onSubmit=${send}>
      ${notice && html`
        <p class="field__error composer__notice" id="composer-notice" role="status"><${Icon} name="info" /> ${spoken(notice)}</p>`}
      <label class="visually-hidden" for="message">${say("shared.message.label")}</label>
      <textarea class="input" id="message" ref=${box} rows=${rows(state.writing.value)} autocomplete="off" enterkeyhint="enter" dir="auto"
        placeholder=${say("shared.message.placeholder")} aria-describedby=${notice ? "composer-notice" : undefined}
        value=${state.writing.value} onKeyDown=${key}
        onInput=${(/** @type {any} */ event) => { state.writing.value = event.currentTarget.value; state.composerNotice.value = null; typing.go(state.writing.value !== ""); }}
        onPaste=${(/** @type {ClipboardEvent} */ event) => refuseFiles(event, event.clipboardData)}
        onDrop=${(/** @type {DragEvent} */ event) => refuseFiles(event, event.dataTransfer)}></textarea>
      <button class="button button--main button--icon" type="submit" aria-label=${say("shared.send")} aria-disabled=${over > 0}><${Icon} name="arrow-up" /></button>
    </form>`;
}

/** Where the style sheet cannot grow the box by itself. @param {string} text */
function rows(text) {
  if (CSS.supports("field-sizing", "content")) return 1;
  return Math.min(HIGHEST_ROWS, text.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 36), 0));
}

/** @param {(on: boolean) => void} tell */
function typingOf(tell) {
  let told_ms = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let over;
  const stop = () => {
    clearTimeout(over);
    if (told_ms > -Infinity) tell(false);
    told_ms = -Infinity;
  };
  return {
    stop,
    /** @param {boolean} writing */
    go(writing) {
      if (!writing) return stop();
      clearTimeout(over);
      over = setTimeout(stop, TYPING_OVER_MS);
      if (performance.now() - told_ms < TYPING_AGAIN_MS) return;
      told_ms = performance.now();
      tell(true);
    },
  };
}
