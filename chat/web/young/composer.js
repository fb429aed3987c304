// @ts-check
/*
 * The box one writes in. What is written stands in the page's state, so that neither a new view nor
 * a lost line takes it; sending empties the box, as the outbox has it from then on.
 */

import { cleaned, codePoints } from "../shared/text.js";
import { html, useEffect, useLayoutEffect, useRef } from "../vendor/preact.js";
import { Icon } from "./icon.js";
import { say, spoken, state } from "./state.js";
import { typingTeller } from "./typing.js";

const MOST = 4000;
const HIGHEST_ROWS = 5;
const LETTERS_A_ROW = 36;

/** @param {{ actions: import("./main.js").Actions }} props */
export function Composer({ actions }) {
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const typing = useRef(typingTeller(actions.typing)).current;
  const over = codePoints(state.writing.value) - MOST;
  useEffect(() => typing.stop, []);
  useLayoutEffect(catchDrops, []); // before it is painted: no file is dropped on a slow page meanwhile

  /** @param {Event} event */
  function send(event) {
    event.preventDefault();
    box.current?.focus();
    const text = cleaned(state.writing.value);
    if (text === "" || codePoints(text) > MOST) return;
    typing.stop();
    write("");
    actions.send(text);
  }

  /** Enter sends with a keyboard; on touch it makes a new line. @param {KeyboardEvent} event */
  function key(event) {
    const plain = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (plain && matchMedia("(pointer: fine)").matches) send(event);
  }

  return html`
    <form class="composer" autocomplete="off" onSubmit=${send}>
      <${Notice} over=${over} />
      <label class="visually-hidden" for="message">${say("shared.message.label")}</label>
      <textarea class="input" id="message" ref=${box} rows=${rowsFor(state.writing.value)} dir="auto"
        placeholder=${say("shared.message.placeholder")} autocomplete="off" enterkeyhint="enter"
        aria-describedby="composer-notice" value=${state.writing.value}
        onKeyDown=${key} onPaste=${refuseFiles}
        onInput=${(/** @type {any} */ event) => typing.go(write(event.currentTarget.value))}
      ></textarea>
      <button class="button button--main button--icon" type="submit"
        aria-label=${say("shared.send")} aria-disabled=${over > 0}><${Icon} name="arrow-up" /></button>
    </form>`;
}

/** @param {{ over: number }} props how many characters too long */
function Notice({ over }) {
  const tooLong = { key: "shared.error.too_long", values: { count: over } };
  const notice = over > 0 ? tooLong : state.composerNotice.value;
  return html`
    <div class="composer__notice" id="composer-notice" role="status">
      ${notice && html`<p class="field__error"><${Icon} name="info" /> ${spoken(notice)}</p>`}
    </div>`;
}

/** @param {string} text @returns {boolean} whether anything stands in the box now */
function write(text) {
  state.writing.value = text;
  state.composerNotice.value = null;
  return text !== "";
}

/**
 * Only words can be sent. What brings words beside a picture, as a text editor does, brings its words.
 *
 * @param {ClipboardEvent | DragEvent} event
 */
function refuseFiles(event) {
  const data = "clipboardData" in event ? event.clipboardData : event.dataTransfer;
  if (data === null || data.files.length === 0 || data.getData("text/plain") !== "") return;
  event.preventDefault();
  state.composerNotice.value = { key: "young.composer.only_text" };
}

/** Dropped beside the box, a browser would open the file in the place of the talk. */
function catchDrops() {
  const over = (/** @type {DragEvent} */ event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); };
  addEventListener("dragover", over);
  addEventListener("drop", refuseFiles);
  return () => {
    removeEventListener("dragover", over);
    removeEventListener("drop", refuseFiles);
  };
}

/** How high the box is, where the style sheet cannot grow it by itself. @param {string} text */
function rowsFor(text) {
  if (CSS.supports("field-sizing", "content")) return 1;
  const rows = text.split("\n").map((line) => 1 + Math.floor(line.length / LETTERS_A_ROW));
  return Math.min(HIGHEST_ROWS, rows.reduce((sum, many) => sum + many, 0));
}
