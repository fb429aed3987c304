// @ts-check
/* A summary (resumé) the young person may come back with: written here, decided by them. */

import { useRef, html } from "../vendor/preact.js";
import { summaryIn } from "../shared/summary_log.js";
import { useAsking } from "../staff/asking.js";
import { Dialog } from "../staff/dialog.js";
import { DialogForm, ReasonField } from "../staff/dialog_form.js";
import { t } from "../staff/words.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** The server's `LONGEST_SUMMARY`. */
const LONGEST = 1500;

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function SummaryDialog({ conversation, desk, close }) {
  const { id, callWord, events } = conversation;
  const { summaryDraft } = desk.of(id);
    const last = useRef({ text: "", clientId: "" });
  const name = callWord || t("staff.talk.unnamed");
  const { busy, fault, ask, say } = useAsking((isHere) => { if (isHere) close(); }, t("staff.summary.act", { name }));
  const answer = summaryIn(events)?.answer ?? null;
  if (answer === "yes" || answer === "no") {
    return html`<${Dialog} title=${t("staff.summary.title", { name })} close=${close}>
      <p>${t(`staff.summary.answered.${answer}`, { name })}</p>
      <div class="staff-dialog__foot"><button class="button" type="button" onClick=${close}>${t("staff.dialog.close")}</button></div>
    <//>`;
  }
  const act = () => {
    const text = summaryDraft.value.trim();
    if (text === "") {
      say(t("staff.summary.empty"));
      return;
    }
    // The same words tried again are the same proposal.
    if (last.current.text !== text) last.current = { text, clientId: crypto.randomUUID() };
    void ask(() => desk.house.ask("summary:propose", { conversation_id: id, text, client_id: last.current.clientId }));
  };
  return html`<${DialogForm} title=${t("staff.summary.title", { name })} verb=${t("staff.summary.act", { name })}
    busy=${busy} fault=${fault} act=${act} close=${close}>
    <p class="soft">${t("staff.summary.lead", { name })}</p>
    ${answer !== null && html`<p class="notice">${t(answer === "" ? "staff.summary.waits" : "staff.summary.answered.change", { name })}</p>`}
    <${ReasonField} id="summary-text" label=${t("staff.summary.text")} most=${LONGEST} rows=${6} value=${summaryDraft.value}
      set=${(/** @type {string} */ text) => { summaryDraft.value = text; }} />
  <//>`;
}
