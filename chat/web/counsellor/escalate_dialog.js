// @ts-check
/* Calling the supervisor (hent vagthavende). It may never fail quietly: an answer within 3 s, or words about another way. */

import { html, useState } from "../vendor/preact.js";
import { t } from "../staff/words.js";
import { tell } from "../staff/live_regions.js";
import { useAsking } from "../staff/asking.js";
import { DialogForm, ReasonField } from "../staff/dialog_form.js";
import { refusalWords } from "../staff/refusals.js";
import { supervisorOnDuty } from "./shift_bar.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function EscalateDialog({ conversation, desk, close }) {
  const [reason, setReason] = useState("");
  const name = supervisorOnDuty(desk.colleagues.value) ?? t("staff.from.supervisor").toLowerCase();
  const { busy, fault, ask } = useAsking(() => {
    tell(t("staff.escalate.done", { name }));
    close();
  }, t("staff.escalate.act", { name }), (error) => `${refusalWords(error)} ${t("staff.escalate.other_way")}`);
  return html`<${DialogForm}
    title=${t("staff.escalate.title", { name, whom: conversation.callWord })} verb=${t("staff.escalate.act", { name })}
    busy=${busy} fault=${fault} close=${close}
    act=${() => void ask(() => desk.house.escalate(conversation.id, reason.trim() || t("staff.escalate.no_reason")))}
  >
    <p class="soft">${t("staff.escalate.lead", { name })}</p>
    <${ReasonField} id="escalate-reason" label=${t("staff.escalate.reason")} most=${500}
      hint=${t("staff.escalate.reason_hint")} value=${reason} set=${setReason} />
  <//>`;
}
