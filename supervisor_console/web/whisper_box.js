// @ts-check
/* Whispering (hvisk): to the counsellor alone. Another box, another colour, another verb and another key than writing to the young. */

import { Icon } from "../../chat/web/design/icon.js";
import { codePoints, cleaned } from "../../chat/web/shared/text.js";
import { answered, useHere } from "../../chat/web/staff/asking.js";
import { houseWords } from "../../chat/web/staff/refusals.js";
import { clock, t } from "../../chat/web/staff/words.js";
import { html, useLayoutEffect, useRef, useState } from "../../chat/web/vendor/preact.js";
import { write } from "./acts.js";

/** @import { Watch } from "./watch.js" */

/** As long as a message may be (PROTOCOL.md). */
export const LONGEST = 4000;

/**
 * The words stay in the box until the house has them; unchanged, they keep their `client_id`, so that
 * whispering them again does not say them twice.
 *
 * @param {{ watch: Watch, conversationId: string, callWord: string, counsellor: string }} props
 */
export function WhisperBox({ watch, conversationId, callWord, counsellor }) {
  const [draft, setDraft] = useState(watch.drafts.get(conversationId) ?? "");
  const [told, setTold] = useState({ fault: "", saidAt: "" });
  const [busy, setBusy] = useState(false);
  const clientId = useRef(crypto.randomUUID());
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const isHere = useHere();
  // Where one whispered one may write to the young person next: what is begun for the counsellor is not ended there.
  useLayoutEffect(() => () => {
    if (document.activeElement === box.current) document.getElementById("reading-title")?.focus();
  }, []);

  const written = (/** @type {string} */ text) => {
    clientId.current = crypto.randomUUID();
    watch.drafts.set(conversationId, text);
    setDraft(text);
  };
  const submit = async (/** @type {Event | undefined} */ event) => {
    event?.preventDefault();
    const text = cleaned(draft);
    if (busy || text === "") return;
    const over = codePoints(text) - LONGEST;
    if (over > 0) {
      setTold({ fault: t("shared.error.too_long", { count: over }), saidAt: "" });
      return;
    }
    setBusy(true);
    const ack = await write(watch, "whisper", { conversation_id: conversationId, client_id: clientId.current, text });
    setBusy(false);
    if (ack.ok && isHere()) written("");
    else if (ack.ok && watch.drafts.get(conversationId) === draft) watch.drafts.delete(conversationId);
    answered(ack, isHere(), {
      done: () => setTold({ fault: "", saidAt: clock(String(ack.ok && ack["at"])) }),
      fault: (fault) => setTold({ fault, saidAt: "" }),
      what: `${callWord}: ${t("supervisor.whisper.act")}`, words: houseWords,
    });
    // Whoever has gone elsewhere meanwhile is left there.
    const { activeElement } = document;
    if (activeElement === document.body || box.current?.form?.contains(activeElement)) box.current?.focus();
  };

  return html`<form class="whisper" onSubmit=${submit}>
    <label class="whisper__from" for="whisper"><${Icon} name="ear" /> <span>${t("supervisor.whisper.label", { counsellor, name: callWord })}</span></label>
    <textarea
      class="input" id="whisper" rows="2" ref=${box} value=${draft} readonly=${busy}
      aria-describedby=${told.fault === "" ? undefined : "whisper-fault"}
      onInput=${(/** @type {InputEvent} */ event) => written(/** @type {HTMLTextAreaElement} */ (event.target).value)}
    ></textarea>
    ${told.fault !== "" && html`<p class="field__error" id="whisper-fault" role="alert"><${Icon} name="circle-alert" /> ${told.fault}</p>`}
    <p class="whisper__foot">
      <button class="button" type="submit" aria-disabled=${busy || draft.trim() === "" ? "true" : undefined}>${t(busy ? "supervisor.whisper.busy" : "supervisor.whisper.act")} <kbd>Alt H</kbd></button>
      <span role="status">${told.saidAt !== "" && t("supervisor.whisper.said", { time: told.saidAt })}</span>
    </p>
  </form>`;
}

/** What Alt+H does: to the box, and from the box to the counsellor. */
export function whisperByKey() {
  const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("whisper"));
  if (box === null) return;
  if (document.activeElement === box) box.form?.requestSubmit();
  else box.focus();
}
