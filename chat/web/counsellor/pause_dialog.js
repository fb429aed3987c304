// @ts-check
/* Pausing an abusive talk (hold pause): for some minutes. Danger still comes through, and the young person is told kindly. */

import { html, useState } from "../vendor/preact.js";
import { t } from "../staff/words.js";
import { useAsking } from "../staff/asking.js";
import { ChoiceField, DialogForm, ReasonField } from "../staff/dialog_form.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** Minutes: long enough to calm down, short enough to wait for (our own numbers). */
const MINUTES = [3, 5, 10, 15];

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function PauseDialog({ conversation, desk, close }) {
  const [minutes, setMinutes] = useState("5");
  const [reason, setReason] = useState("");
  const { busy, fault, ask } = useAsking((isHere) => { if (isHere) close(); }, t("desk.pause.act"));
  return html`<${DialogForm} title=${t("desk.pause.title_of", { name: conversation.callWord })} verb=${t("desk.pause.act")}
    busy=${busy} fault=${fault} close=${close}
    act=${() => void ask(() => desk.house.pause(conversation.id, Number(minutes), reason.trim()))}>
    <p class="soft">${t("desk.pause.lead")}</p>
    <${ChoiceField} name="minutes" legend=${t("desk.pause.how_long")} value=${minutes} set=${setMinutes}
      options=${MINUTES.map((one) => ({ value: String(one), words: t("desk.pause.minutes", { count: one }) }))} />
    <${ReasonField} id="pause-reason" most=${500} label=${t("desk.pause.reason")} hint=${t("staff.transfer.note_hint")}
      value=${reason} set=${setReason} />
  <//>`;
}
