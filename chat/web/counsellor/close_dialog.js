// @ts-check
/* Closing a conversation (afslut): why, and on to the wrap-up. */

import { html, useState } from "../vendor/preact.js";
import { isUnassessed } from "../staff/care.js";
import { t } from "../staff/words.js";
import { useAsking } from "../staff/asking.js";
import { ChoiceField, DialogForm } from "../staff/dialog_form.js";
import { focusSoon } from "./view.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */

const REASONS = ["finished", "referred", "silent", "abuse", "other"];

/** @param {{ conversation: Conversation, desk: Desk, view: View, close: () => void }} props */
export function CloseDialog({ conversation, desk, view, close }) {
  const { id, callWord, escalation, unsent } = conversation;
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const { busy, fault, ask, say } = useAsking((isHere) => {
    if (!isHere) return;
    close();
    view.wrapUp.value = id;
    focusSoon(`write-${id}`);
  }, t("staff.close.act"));
  const act = () => {
    if (reason === null) say(t("staff.close.choose"));
    else void ask(() => desk.house.close(id, reason));
  };
  return html`<${DialogForm} title=${t("staff.close.title_of", { name: callWord })} verb=${t("staff.close.act")}
    busy=${busy} fault=${fault} act=${act} close=${close}>
    <p class="soft">${t("staff.close.lead", { name: callWord })}</p>
    ${escalation !== null && html`<p class="notice">${t("staff.close.escalated")}</p>`}
    ${unsent.length > 0 && html`<p class="notice">${t("staff.close.unsent", { count: unsent.length })}</p>`}
    ${isUnassessed(conversation.events, conversation.level) && html`<div class="notice"><p>${t("staff.risk.nudge")}</p>
      <button class="button button--small" type="button" onClick=${() => { view.dialog.value = { kind: "risk", id }; }}>${t("staff.risk.open")}</button></div>`}
    <${ChoiceField} name="reason" legend=${t("staff.close.reason")} value=${reason} set=${setReason}
      options=${REASONS.map((one) => ({ value: one, words: t(`staff.close.reason.${one}`) }))} />
  <//>`;
}
