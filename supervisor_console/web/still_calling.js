// @ts-check
/* What calls and has no room in the strip (kalder også): how many, which is the worst, and the way there. */

import { Icon } from "../../chat/web/design/icon.js";
import { LevelBadge } from "../../chat/web/staff/level_badge.js";
import { t } from "../../chat/web/staff/words.js";
import { html } from "../../chat/web/vendor/preact.js";

/** @import { Escalation } from "./escalations.js" */

/** @param {{ calling: readonly Escalation[], list: { current: HTMLElement | null } }} props those out of sight, the worst first */
export function StillCalling({ calling, list }) {
  const worst = calling[0];
  if (worst === undefined) return null;
  const go = () => {
    const card = list.current?.querySelector(`[data-id="${CSS.escape(worst.escalation_id)}"]`);
    card?.scrollIntoView({ block: "nearest" });
    // Not to what takes it: whoever presses twice has looked at it first.
    /** @type {HTMLElement | null} */ (card?.querySelector(".escalation__ways .button"))?.focus({ preventScroll: true });
  };
  return html`<button class="escalations__more" type="button" onClick=${go}>
    <${Icon} name="siren" /> <b>${t("supervisor.escalations.more", { count: calling.length })}</b>
    <span>${t("supervisor.escalations.worst")}</span> <${LevelBadge} level=${worst.level} /> <span>${worst.call_word}</span></button>`;
}
