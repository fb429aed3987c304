// @ts-check
/* Writing to the young person (at have pennen): what a supervisor who has taken over has written, and the house does not have yet. */

import { Outbox } from "../../chat/web/shared/outbox.js";
import { houseNow } from "../../chat/web/staff/clock.js";
import { signal } from "../../chat/web/vendor/preact.js";

/** @import { WireEvent } from "../../chat/web/shared/wire.d.ts" */
/** @import { Draft } from "../../chat/web/shared/outbox.js" */
/** @import { Request } from "./reading.js" */

/** One conversation's; it outlives the pane it was written in, so that nothing is lost by reading another. */
export class Writing {
  draft = signal("");
  unsent = signal(/** @type {readonly Draft[]} */ ([]));

  /**
   * @param {string} conversationId
   * @param {Request} request
   * @param {(event: WireEvent) => void} said our own words, once the house has them: the sending socket gets no echo
   */
  constructor(conversationId, request, said) {
    this.outbox = new Outbox({
      send: (message) => request("message:send", { conversation_id: conversationId, ...message }),
      clock: houseNow,
      onSent: ({ client_id, text }, { seq, prev, at }) => said({
        conversation_id: conversationId, seq, prev, at, kind: "message", from: "supervisor", data: { client_id, text, own: true },
      }),
      onChange: () => { this.unsent.value = this.outbox.drafts.map((draft) => ({ ...draft })); },
    });
  }

  /** Put what could not be sent back into the box. @param {string} clientId */
  backToBox(clientId) {
    const draft = this.outbox.drafts.find(({ client_id }) => client_id === clientId);
    if (draft === undefined) return;
    this.draft.value = [draft.text, this.draft.value].filter((text) => text !== "").join("\n");
    this.outbox.drop(clientId);
  }
}
