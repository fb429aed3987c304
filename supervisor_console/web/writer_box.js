// @ts-check
/* The box a supervisor writes to the young person in, while they have the pen (skrivefelt). Nothing like the whisper's. */

import { Icon } from "../../chat/web/design/icon.js";
import { cleaned, codePoints } from "../../chat/web/shared/text.js";
import { t } from "../../chat/web/staff/words.js";
import { html, useEffect, useLayoutEffect, useRef } from "../../chat/web/vendor/preact.js";
import { LONGEST } from "./whisper_box.js";

/** @import { Watch } from "./watch.js" */

const SAY_TYPING_EVERY_MS = 4000;

/** @param {{ watch: Watch, conversationId: string, callWord: string }} props */
export function WriterBox({ watch, conversationId, callWord }) {
  const writing = watch.writingOf(conversationId);
  const { draft } = writing;
  const told = useRef(0);
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const over = codePoints(draft.value) - LONGEST;
  const types = (/** @type {boolean} */ on) => {
    if (on && Date.now() - told.current < SAY_TYPING_EVERY_MS) return;
    if (!on && told.current === 0) return;
    told.current = on ? Date.now() : 0;
    watch.tell("typing", { conversation_id: conversationId, on });
  };
  useEffect(() => () => types(false), []);
  // What was pressed for the pen is gone: go on here. Who is elsewhere stays there: a note must not end up with the young.
  useLayoutEffect(() => { if (document.activeElement === document.body) box.current?.focus(); }, []);
  const send = () => {
    const text = cleaned(draft.value);
    if (text === "" || over > 0) return;
    draft.value = "";
    types(false);
    writing.outbox.add(text);
    box.current?.focus();
  };
  return html`<form class="writer" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(); }}>
    <label class="writer__to" for="write">${t("supervisor.inner.write_to", { name: callWord })}</label>
    <textarea class="input" id="write" rows="3" ref=${box} value=${draft.value}
      aria-describedby=${over > 0 ? "write-long" : undefined} aria-invalid=${String(over > 0)}
      onInput=${(/** @type {InputEvent} */ event) => {
        draft.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
        types(draft.value !== "");
      }}
      onBlur=${() => types(false)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || !matchMedia("(any-pointer: fine)").matches) return;
        event.preventDefault();
        send();
      }}></textarea>
    ${over > 0 && html`<p class="field__error" id="write-long"><${Icon} name="circle-alert" /> ${t("shared.error.too_long", { count: over })}</p>`}
    <div class="writer__foot">
      <button class="button button--main" type="submit" aria-disabled=${cleaned(draft.value) === "" || over > 0 ? "true" : undefined}>${t("shared.send")}</button>
    </div>
  </form>`;
}
