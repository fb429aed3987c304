// @ts-check
/* Calling a bridge-builder in (kald en brobygger): what one wants to know, and what will happen. */

import { html, useState } from "../vendor/preact.js";
import { cleaned } from "../shared/text.js";
import { useAsking } from "../staff/asking.js";
import { DialogForm, ReasonField } from "../staff/dialog_form.js";
import { tell } from "../staff/live_regions.js";
import { t } from "../staff/words.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function CallDialog({ conversation, desk, close }) {
  const [question, setQuestion] = useState("");
  const { busy, fault, ask, say } = useAsking(() => {
    tell(t("desk.call.done"));
    close();
  }, t("desk.call.act"));
  const act = () => {
    if (cleaned(question) === "") say(t("desk.call.empty"));
    else void ask(() => desk.house.call(conversation.id, cleaned(question)));
  };
  return html`<${DialogForm} title=${t("desk.call.title")} verb=${t("desk.call.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <p class="soft">${t("desk.call.lead", { name: conversation.callWord })}</p>
    <${ReasonField} id="call-question" label=${t("desk.call.question")} hint=${t("desk.call.question_hint")} most=${1000}
      value=${question} set=${setQuestion} />
  <//>`;
}
