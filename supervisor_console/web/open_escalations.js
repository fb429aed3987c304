// @ts-check
/* The escalations this page knows to be open: told by frames, and again by the board, so that none is silent. */

import { computed, signal } from "../../chat/web/vendor/preact.js";
import { alsoOnBoard, calls, inOrder, onlyThose, withEscalation } from "./escalations.js";

/** @import { Escalation } from "./escalations.js" */

export class OpenEscalations {
  all = signal(/** @type {ReadonlyMap<string, Escalation>} */ (new Map()));
  /** In the order of the strip. */
  inOrder = computed(() => inOrder(this.all.value));
  calling = computed(() => this.inOrder.value.filter(calls));
  /** Somebody has them, and they are not ended. */
  taken = computed(() => this.inOrder.value.filter((one) => !calls(one)));

  /** Told since the line came back. @type {Set<string>} */
  #toldAgain = new Set();
  /** Over for good; a board that was read just before says otherwise. @type {Set<string>} */
  #ended = new Set();
  #awaitsBoard = true;

  /** The house tells all open ones again, and the board: what neither of them names is over. */
  lineIsBack() {
    this.#toldAgain = new Set();
    this.#awaitsBoard = true;
  }

  /** @param {Escalation} one by a frame, or by the answer to what was asked here */
  told(one) {
    this.#toldAgain.add(one.escalation_id);
    if (one.state === "resolved") this.#ended.add(one.escalation_id);
    else if (this.#ended.has(one.escalation_id)) return;
    this.all.value = withEscalation(this.all.value, one);
  }

  /** @param {readonly (Escalation | null)[]} onBoard of rows that changed */
  seen(onBoard) {
    const open = onBoard.filter((one) => one !== null && !this.#ended.has(one.escalation_id));
    for (const one of open) if (one !== null) this.#toldAgain.add(one.escalation_id);
    this.all.value = alsoOnBoard(this.all.value, open);
  }

  /** @param {readonly (Escalation | null)[]} onBoard of all rows */
  seenWhole(onBoard) {
    this.seen(onBoard);
    // The first board may come before the frames that tell them again: only the next one clears up.
    if (!this.#awaitsBoard) this.all.value = onlyThose(this.all.value, this.#toldAgain);
    this.#awaitsBoard = false;
  }
}
