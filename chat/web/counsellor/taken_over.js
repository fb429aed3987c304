// @ts-check
/* A supervisor has the pen (overtaget): one reads along, and whispers to them; the young person does not see it. */

import { html, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { cleaned } from "../shared/text.js";
import { t } from "../staff/words.js";
import { useAsking } from "../staff/asking.js";

/** @import { Desk } from "./desk.js" */

/** @param {{ id: string, name: string, callWord: string, desk: Desk }} props `name`: who writes now */
export function TakenOver({ id, name, callWord, desk }) {
  const [text, setText] = useState("");
  const clientId = useRef(crypto.randomUUID());
  /** What is written while a whisper is on its way stays. */
  const sent = useRef("");
  const { busy, fault, ask } = useAsking(() => {
    clientId.current = crypto.randomUUID();
    setText((now) => (now === sent.current ? "" : now));
  }, t("staff.taken_over.act"));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = cleaned(text);
    if (said === "" || busy) return;
    sent.current = text;
    void ask(() => desk.whisper(id, clientId.current, said));
  };
  return html`<form class="writer" onSubmit=${submit}>
    <p class="notice notice--quiet"><${Icon} name="pencil" /><span><strong>${t("staff.taken_over.title", { name })}</strong> ${t("staff.taken_over.text", { name: callWord })}</span></p>
    <div class="whisper">
      <label class="whisper__from" for=${`write-${id}`}><${Icon} name="ear" /> <span>${t("staff.taken_over.whisper", { name, whom: callWord })}</span></label>
      <textarea class="input" id=${`write-${id}`} rows="2" maxlength="4000" value=${text}
        onInput=${(/** @type {InputEvent} */ event) => {
          clientId.current = crypto.randomUUID();
          setText(/** @type {HTMLTextAreaElement} */ (event.target).value);
        }}></textarea>
      <div role="alert">${fault !== null && html`<p class="field__error"><${Icon} name="circle-alert" /> ${fault}</p>`}</div>
      <p><button class="button button--small" type="submit" aria-disabled=${String(busy || cleaned(text) === "")}>${t("staff.taken_over.act")}</button></p>
    </div>
  </form>`;
}
