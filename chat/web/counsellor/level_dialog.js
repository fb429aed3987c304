// @ts-check
/* Raising the level (hæv niveauet). Lowering is the supervisor's. */

import { html, useState } from "../vendor/preact.js";
import { LevelBadge } from "../staff/level_badge.js";
import { t } from "../staff/words.js";
import { useAsking } from "../staff/asking.js";
import { ChoiceField, DialogForm, ReasonField } from "../staff/dialog_form.js";

/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk, close: () => void }} props */
export function LevelDialog({ conversation, desk, close }) {
  const higher = [1, 2, 3, 4].filter((level) => level > conversation.level);
  const [level, setLevel] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState("");
  const { busy, fault, ask, say } = useAsking((isHere) => { if (isHere) close(); }, t("staff.level_dialog.act"));
  const act = () => {
    if (level === null) say(t("staff.level_dialog.choose"));
    else if (reason.trim() === "") say(t("staff.level_dialog.say_why"));
    else void ask(() => desk.house.raiseLevel(conversation.id, Number(level), reason.trim()));
  };
  return html`<${DialogForm} title=${t("staff.level_dialog.title")} verb=${t("staff.level_dialog.act")} busy=${busy}
    fault=${fault} act=${act} close=${close}>
    <p class="soft">${t("staff.level_dialog.lead")}</p>
    <${ChoiceField} name="level" legend=${t("staff.level_dialog.level")} value=${level} set=${setLevel}
      options=${higher.map((one) => ({ value: String(one), words: html`<${LevelBadge} level=${one} />` }))} />
    <${ReasonField} id="level-reason" most=${500} label=${t("staff.level_dialog.reason")} value=${reason}
      set=${setReason} />
  <//>`;
}
