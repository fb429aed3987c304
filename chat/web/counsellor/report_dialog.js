// @ts-check
/* Reporting abuse of the chat (meld misbrug) to the supervisor, who alone ends the talk. */

import { html, useState } from "../vendor/preact.js";
import { tell } from "../staff/live_regions.js";
import { t } from "../staff/words.js";
import { useAsking } from "../staff/asking.js";
import { DialogForm, ReasonField } from "../staff/dialog_form.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function ReportDialog({ conversation, desk, close }) {
  const [reason, setReason] = useState("");
  const { busy, fault, ask, say } = useAsking(() => {
    tell(t("desk.report.told"));
    close();
  }, t("desk.report.act"));
  const act = () => {
    if (reason.trim() === "") say(t("staff.level_dialog.say_why"));
    else void ask(() => desk.house.report(conversation.id, reason.trim()));
  };
  return html`<${DialogForm} title=${t("desk.report.title_of", { name: conversation.callWord })} verb=${t("desk.report.act")}
    busy=${busy} fault=${fault} act=${act} close=${close}>
    <p class="soft">${t("desk.report.lead")}</p>
    <${ReasonField} id="report-reason" most=${500} label=${t("desk.report.reason")} hint=${t("staff.transfer.note_hint")}
      value=${reason} set=${setReason} />
  <//>`;
}
