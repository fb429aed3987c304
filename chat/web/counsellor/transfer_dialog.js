// @ts-check
/* Passing a conversation on (giv videre): to a colleague who has room, or to the front of the waiting room. */

import { html, useState } from "../vendor/preact.js";
import { t } from "../staff/words.js";
import { useAsking } from "../staff/asking.js";
import { ChoiceField, DialogForm, ReasonField } from "../staff/dialog_form.js";

/** @import { Colleague } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { Conversation } from "./state.js" */

const WAITING_ROOM = "waiting_room";

/** @param {{ conversation: Conversation, desk: Desk, view: View, close: () => void }} props */
export function TransferDialog({ conversation, desk, view, close }) {
  const [to, setTo] = useState(/** @type {string | null} */ (null));
  const [note, setNote] = useState("");
  const [offered, setOffered] = useState(/** @type {string | null} */ (null));
  const colleagues = desk.colleagues.value.filter((one) => one.staff_id !== desk.me.staff_id && takesConversations(one));
  const { busy, fault, ask, say } = useAsking((isHere) => {
    if (!isHere) return;
    if (to === WAITING_ROOM) {
      close();
      view.goOnFrom(conversation.id);
    } else setOffered(colleagues.find(({ staff_id }) => staff_id === to)?.display_name ?? "");
  }, t("staff.transfer.act"));
  if (offered !== null) {
    return html`<${DialogForm} title=${t("staff.transfer.title")} verb=${t("staff.notice.ok")} busy=${false}
      fault=${null} act=${close} close=${close}>
      <p>${t("staff.transfer.offered", { name: offered })}</p>
    <//>`;
  }
  const act = () => {
    if (to === null) say(t("staff.transfer.choose"));
    else void ask(() => desk.transfer(conversation.id, to, note.trim()));
  };
  return html`<${DialogForm} title=${t("staff.transfer.title_of", { name: conversation.callWord })}
    verb=${t("staff.transfer.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <${ChoiceField} name="to" legend=${t("staff.transfer.to")} value=${to} set=${setTo} options=${[
      ...colleagues.map((one) => ({ value: one.staff_id, words: loadWords(one) })),
      { value: WAITING_ROOM, words: t("staff.transfer.waiting_room") },
    ]} />
    ${colleagues.length === 0 && html`<p class="soft small">${t("staff.transfer.nobody")}</p>`}
    <${ReasonField} id="transfer-note" label=${t("staff.transfer.note")} hint=${t("staff.transfer.note_hint")}
      value=${note} set=${setNote} />
  <//>`;
}

/** @param {Colleague} colleague */
function takesConversations({ roles, state }) {
  return roles.includes("counsellor") && (state === undefined || state === "on");
}

/** @param {Colleague} colleague */
function loadWords({ display_name, load, capacity }) {
  return capacity ? t("staff.transfer.colleague", { name: display_name, load: load ?? 0, capacity }) : display_name;
}
