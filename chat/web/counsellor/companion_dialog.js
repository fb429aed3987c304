// @ts-check
/* Asking a colleague to sit in (makker): who, and what the young person is told. */

import { html, useState } from "../vendor/preact.js";
import { useAsking } from "../staff/asking.js";
import { ChoiceField, DialogForm } from "../staff/dialog_form.js";
import { tell } from "../staff/live_regions.js";
import { t } from "../staff/words.js";

/** @import { Colleague } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

const SIT_IN = ["counsellor", "trainee"];

/** @param {Colleague} colleague */
function named({ display_name, roles }) {
  return roles.includes("counsellor") ? display_name : t("desk.companion.trainee", { name: display_name });
}

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function CompanionDialog({ conversation, desk, close }) {
  const [to, setTo] = useState(/** @type {string | null} */ (null));
  const { id, callWord } = conversation;
  const colleagues = desk.colleagues.value.filter((one) => one.staff_id !== desk.me.staff_id && SIT_IN.some((role) => one.roles.includes(role)));
  const { busy, fault, ask, say } = useAsking(() => {
    tell(t("desk.companion.done", { name: desk.nameOf(to) }));
    close();
  }, t("desk.companion.open"));
  const act = () => {
    if (colleagues.length === 0) close();
    else if (to === null) say(t("desk.companion.choose"));
    else void ask(() => desk.house.askBeside(id, to));
  };
  return html`<${DialogForm} title=${t("desk.companion.title", { name: callWord })}
    verb=${t(colleagues.length === 0 ? "desk.companion.ok" : "desk.companion.act")} busy=${busy} fault=${fault} act=${act} close=${close}>
    <p class="soft">${t("desk.companion.lead", { name: callWord })}</p>
    ${colleagues.length === 0
      ? html`<p>${t("desk.companion.nobody")}</p>`
      : html`<${ChoiceField} name="beside" legend=${t("desk.companion.whom")} value=${to} set=${setTo}
          options=${colleagues.map((one) => ({ value: one.staff_id, words: named(one) }))} />`}
  <//>`;
}
