// @ts-check
/* One conversation on the desk (samtale): head, what presses, log, and where one writes. */

import { isShown } from "../staff/covered.js";
import { html } from "../vendor/preact.js";
import { LogView } from "../staff/log_view.js";
import { t } from "../staff/words.js";
import { PenAway } from "./adviser.js";
import { lastOfTheirs } from "./attention.js";
import { CompanionWriter, PenLent } from "./companion.js";
import { Composer } from "./composer.js";
import { ConversationHead } from "./conversation_head.js";
import { Pressing } from "./pressing.js";
import { refusalWords } from "../staff/refusals.js";
import { TakenOver } from "./taken_over.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */

/** @param {{ id: string, desk: Desk, view: View }} props */
export function ConversationPanel({ id, desk, view }) {
  const kept = desk.of(id);
  const conversation = kept.conversation.value;
  if (conversation === undefined) return null;
  const { callWord, events, unsent, loaded } = conversation;
  const sits = conversation.seat === "companion";
  const closed = conversation.state === "closed";

  const judge = async (/** @type {number} */ seq, /** @type {boolean} */ correct) => {
    const ack = await desk.house.judge(id, seq, correct);
    if (!ack.ok) desk.fault(refusalWords(ack.error));
  };
  const backToBox = (/** @type {string} */ clientId) => {
    const draft = kept.outbox.drafts.find(({ client_id }) => client_id === clientId);
    if (draft === undefined) return;
    kept.draft.value = [draft.text, kept.draft.value].filter((text) => text !== "").join("\n");
    kept.outbox.drop(clientId);
    view.goTo(id);
  };
  const retry = (/** @type {string} */ clientId) => kept.outbox.retry(clientId);
  const ended = () => { if (isShown()) desk.seen(id, lastOfTheirs(kept.log.events)); };

  return html`<section
    class=${`panel conversation ${view.current.value === id ? "panel--focus" : ""}`}
    aria-labelledby=${`title-${id}`} id=${`panel-${id}`} data-panel=${`write-${id}`} tabindex="-1"
    onFocusIn=${() => { view.focused.value = id; }}
  >
    <${ConversationHead} conversation=${conversation} desk=${desk} view=${view} />
    <${Pressing} conversation=${conversation} desk=${desk} view=${view} />
    <${LogView}
      label=${t("staff.talk.log", { name: callWord })} events=${events} reader=${{ staffId: desk.me.staff_id, callWord }}
      youngSeen=${conversation.youngSeen} unsent=${unsent} typing=${conversation.youngTyping}
      youngAway=${!conversation.youngPresent && !closed} loading=${!loaded}
      judge=${closed || sits ? null : judge} retry=${retry} discard=${backToBox} onEnd=${ended}
    />
    ${closed
      ? html`<div class="writer writer--closed">
          <p>${t("staff.talk.closed")}</p>
          <button class="button button--main" type="button" id=${`write-${id}`}
            onClick=${() => { view.wrapUp.value = id; }}>${t("staff.talk.wrap_up")}</button>
        </div>`
      : sits
        ? html`<${CompanionWriter} conversation=${conversation} desk=${desk} view=${view} />`
        : conversation.companion?.writes
        ? html`<${PenLent} id=${id} companion=${conversation.companion} desk=${desk} />`
        : conversation.beside?.writes
        ? html`<${TakenOver} id=${id} name=${conversation.beside.display_name} callWord=${callWord} desk=${desk} />`
        : conversation.call?.writes
        ? html`<${PenAway} id=${id} call=${conversation.call} desk=${desk} />`
        : html`<${Composer} id=${id} callWord=${callWord} desk=${desk} view=${view} />`}
  </section>`;
}
