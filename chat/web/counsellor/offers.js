// @ts-check
/* Offers (tilbud fra en kollega): go on with a conversation, within thirty seconds. */

import { html, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { staying } from "../staff/asking.js";
import { now } from "../staff/clock.js";
import { LevelBadge } from "../staff/level_badge.js";
import { t } from "../staff/words.js";
import { refusalWords } from "../staff/refusals.js";

/** @import { Offer } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

/** @param {{ desk: Desk, view: View }} props */
export function Offers({ desk, view }) {
  return desk.offers.value.map((offer) => html`<${OfferStrip} key=${offer.offer_id} offer=${offer} desk=${desk}
    view=${view} />`);
}

/** @param {{ offer: Offer, desk: Desk, view: View }} props */
function OfferStrip({ offer, desk, view }) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(/** @type {string | null} */ (null));
  const seconds = Math.max(0, Math.ceil((Date.parse(offer.expires_at) - now.value) / 1000));
  if (seconds === 0 && said === null) return null;

  const from = desk.nameOf(offer.from_staff_id);
  const accept = async () => {
    setBusy(true);
    const stays = staying();
    const ack = await desk.accept(offer.conversation_id);
    setBusy(false);
    if (ack.ok && stays()) view.goTo(offer.conversation_id);
    else if (!ack.ok) setSaid(refusalWords(ack.error, offer.call_word ?? ""));
  };
  return html`<div class="notice offer" role="group" aria-label=${t("staff.offer.label")}>
    <${Icon} name="arrow-left-right" />
    <div>
      <strong>${t("staff.offer.title", { from, name: offer.call_word ?? "" })}</strong>
      ${offer.level !== undefined && html`<${LevelBadge} level=${offer.level} />${" "}`}
      ${offer.note ? html`<span class="pre">${t("staff.quoted", { text: offer.note })}</span>${" "}` : ""}
      <span>${said ?? t("staff.offer.seconds", { count: seconds })}</span>
    </div>
    <div class="offer__act">
      <button class="button button--main" type="button" aria-disabled=${String(busy || seconds === 0)}
        onClick=${() => !busy && seconds > 0 && void accept()}>${t("staff.offer.accept")}</button>
      <button class="button" type="button"
        onClick=${() => void desk.decline(offer.offer_id)}>${t("staff.offer.decline")}</button>
    </div>
  </div>`;
}
