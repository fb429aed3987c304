// @ts-check
/* Where one writes to the young person (skrivefelt): the draft is the conversation's own, and focus stays here. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned, codePoints } from "../shared/text.js";
import { t } from "../staff/words.js";
import { GAP, withReply } from "./replies.js";
import { ReplyPicker } from "./reply_picker.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

/** PROTOCOL's `message:send`. */
const LONGEST = 4000;
/** From here on the page counts with one. */
const SOON_TOO_LONG = 3600;
const SAY_TYPING_EVERY_MS = 4000;
const PAUSE_MS = 5000;

/** @param {{ id: string, callWord: string, desk: Desk, view: View }} props */
export function Composer({ id, callWord, desk, view }) {
  const { draft } = desk.of(id);
  const typing = useTyping((on) => desk.typing(id, on));
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const mark = useMarking(box);
  const [gapped, setGapped] = useState(false);
  const left = LONGEST - codePoints(draft.value);
  const hasGap = gapped && draft.value.includes(GAP);

  const send = () => {
    const text = cleaned(draft.value);
    if (text === "" || codePoints(text) > LONGEST) return;
    if (text.includes(GAP)) {
      const from = draft.value.indexOf(GAP);
      setGapped(true);
      mark(from, from + GAP.length);
      return;
    }
    draft.value = "";
    typing.stop();
    desk.of(id).outbox.add(text);
    box.current?.focus();
  };
  const caret = () => ({ from: box.current?.selectionStart ?? draft.value.length, to: box.current?.selectionEnd ?? draft.value.length });
  const insert = (/** @type {string} */ reply) => {
    const put = withReply(draft.value, caret(), reply, desk.me);
    draft.value = put.draft;
    view.replying.value = null;
    mark(put.from, put.to);
  };
  const backToBox = () => {
    view.replying.value = null;
    const { from, to } = caret();
    mark(from, to);
  };
  const slash = () => {
    const { from, to } = caret();
    draft.value = `${draft.value.slice(0, from)}/${draft.value.slice(to)}`;
    view.replying.value = null;
    mark(from + 1, from + 1);
  };
  return html`<form class="writer" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(); }}>
    ${view.replying.value === id && html`<${ReplyPicker} id=${id} held=${desk.of(id)} name=${desk.me.display_name} insert=${insert} close=${backToBox}
      slash=${slash} />`}
    <label class="visually-hidden" for=${`write-${id}`}>${t("staff.talk.write_to", { name: callWord })}</label>
    <textarea
      class="input" id=${`write-${id}`} ref=${box} value=${draft.value} enterkeyhint="enter"
      placeholder=${t("staff.talk.write_to", { name: callWord })}
      aria-describedby=${left < 0 || hasGap ? `wrong-${id}` : undefined} aria-invalid=${String(left < 0 || hasGap)}
      onInput=${(/** @type {InputEvent} */ event) => {
        draft.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
        typing.wrote(draft.value !== "");
      }}
      onBlur=${typing.stop}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === "/" && atLineStart(box.current)) {
          event.preventDefault();
          view.replying.value = id;
          return;
        }
        if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || !hasKeyboard()) return;
        event.preventDefault();
        send();
      }}
    ></textarea>
    ${(left < 0 || hasGap) && html`<p class="field__error" id=${`wrong-${id}`}>
      <${Icon} name="circle-alert" /> ${left < 0 ? t("shared.error.too_long", { count: -left }) : t("desk.replies.gap")}</p>`}
    <div class="writer__foot">
      <button class="button button--small" type="button" aria-expanded=${String(view.replying.value === id)}
        onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
        onClick=${() => { if (view.replying.value === id) backToBox(); else view.replying.value = id; }}>
        <${Icon} name="message-square" /> ${t("desk.replies.open")} ${hasKeyboard() && html`<kbd>/</kbd>`}</button>
      ${left >= 0 && left <= LONGEST - SOON_TOO_LONG
        ? html`<p class="soft small">${t("staff.talk.room_left", { count: left })}</p>`
        : hasKeyboard() && html`<p class="soft small writer__hint">${t("staff.talk.enter_sends")}</p>`}
      <button class="button button--main" type="submit"
        aria-disabled=${String(cleaned(draft.value) === "" || left < 0)}>${t("shared.send")}</button>
    </div>
  </form>`;
}

/**
 * Mark a part of the box, once it holds what has just been put there.
 *
 * @param {{ current: HTMLTextAreaElement | null }} box
 */
function useMarking(box) {
  const [marking, mark] = useState(/** @type {{ from: number, to: number } | null} */ (null));
  useLayoutEffect(() => {
    if (marking === null || box.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(marking.from, marking.to);
  }, [marking]);
  return (/** @type {number} */ from, /** @type {number} */ to) => mark({ from, to });
}

/** @param {HTMLTextAreaElement | null} box whether a `/` here begins a line, and is not a word of one */
function atLineStart(box) {
  return box !== null && /(^|\n)$/.test(box.value.slice(0, box.selectionStart));
}

/** With a touch screen alone, Enter makes a new line: the button is as near. */
function hasKeyboard() {
  return matchMedia("(any-pointer: fine)").matches;
}

/** @param {(on: boolean) => void} say */
function useTyping(say) {
  const told = useRef(0);
  const timer = useRef(0);
  const stop = () => {
    clearTimeout(timer.current);
    if (told.current === 0) return;
    told.current = 0;
    say(false);
  };
  const wrote = (/** @type {boolean} */ something) => {
    if (!something) {
      stop();
      return;
    }
    clearTimeout(timer.current);
    timer.current = window.setTimeout(stop, PAUSE_MS);
    if (Date.now() - told.current < SAY_TYPING_EVERY_MS) return;
    told.current = Date.now();
    say(true);
  };
  useEffect(() => stop, []);
  return { wrote, stop };
}
