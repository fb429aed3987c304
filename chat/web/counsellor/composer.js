// @ts-check
/* Where one writes to the young person (skrivefelt): the draft is the conversation's own, and focus stays here. */

import { html, useEffect, useRef } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned, codePoints } from "../shared/text.js";
import { t } from "../staff/words.js";

/** @import { Desk } from "./desk.js" */

/** PROTOCOL's `message:send`. */
const LONGEST = 4000;
/** From here on the page counts with one. */
const SOON_TOO_LONG = 3600;
const SAY_TYPING_EVERY_MS = 4000;
const PAUSE_MS = 5000;

/** @param {{ id: string, callWord: string, desk: Desk }} props */
export function Composer({ id, callWord, desk }) {
  const { draft } = desk.of(id);
  const typing = useTyping((on) => desk.typing(id, on));
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const left = LONGEST - codePoints(draft.value);

  const send = () => {
    const text = cleaned(draft.value);
    if (text === "" || codePoints(text) > LONGEST) return;
    draft.value = "";
    typing.stop();
    desk.of(id).outbox.add(text);
    box.current?.focus();
  };
  return html`<form class="writer" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(); }}>
    <label class="visually-hidden" for=${`write-${id}`}>${t("staff.talk.write_to", { name: callWord })}</label>
    <textarea
      class="input" id=${`write-${id}`} ref=${box} value=${draft.value} enterkeyhint="enter"
      aria-describedby=${left < 0 ? `long-${id}` : undefined} aria-invalid=${String(left < 0)}
      onInput=${(/** @type {InputEvent} */ event) => {
        draft.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
        typing.wrote(draft.value !== "");
      }}
      onBlur=${typing.stop}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || !hasKeyboard()) return;
        event.preventDefault();
        send();
      }}
    ></textarea>
    ${left < 0 && html`<p class="field__error" id=${`long-${id}`}>
      <${Icon} name="circle-alert" /> ${t("shared.error.too_long", { count: -left })}</p>`}
    <div class="writer__foot">
      ${left >= 0 && left <= LONGEST - SOON_TOO_LONG
        ? html`<p class="soft small">${t("staff.talk.room_left", { count: left })}</p>`
        : hasKeyboard() && html`<p class="soft small writer__hint">${t("staff.talk.enter_sends")}</p>`}
      <button class="button button--main" type="submit"
        aria-disabled=${String(cleaned(draft.value) === "" || left < 0)}>${t("shared.send")}</button>
    </div>
  </form>`;
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
