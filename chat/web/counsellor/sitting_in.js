// @ts-check
/* Sitting in (bisidder): coming to a colleague's conversation and going again, and letting go whoever sits in on one's own. */

import { arrived } from "./state.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Conversation, State } from "./state.js" */

/**
 * @typedef {object} Reach what it needs of the desk
 * @property {(event: string, payload: object) => Promise<Ack>} ask
 * @property {{ value: State }} state
 * @property {(id: string, change: Partial<Conversation>) => void} change
 * @property {(id: string, page: Ack) => void} take the first page of a conversation one has come to
 */

export class SittingIn {
  #desk;

  /** @param {Reach} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Sit in with a colleague, as one was asked to. @param {string} id */
  async come(id) {
    const { ask, state, change, take } = this.#desk;
    const asked = state.value.askedBeside.find(({ conversation_id }) => conversation_id === id);
    const ack = await ask("conversation:join", { conversation_id: id });
    if (!ack.ok) return ack;
    // The desk may be told before the answer comes, and then it knows better.
    if (state.value.conversations[id] === undefined) {
      state.value = arrived(state.value, id);
      change(id, { seat: "companion", callWord: asked?.call_word ?? "", counsellor: asked?.by ?? "" });
    }
    this.#askedNoMore(id);
    take(id, ack);
    return ack;
  }

  /** Go from beside a colleague, or say no to it. @param {string} id */
  stepOut(id) {
    this.#desk.change(id, { leaving: true });
    this.#askedNoMore(id);
    return this.#desk.ask("conversation:step_out", { conversation_id: id });
  }

  /** Let go who sits in on one's own, or ask no more. @param {string} id */
  end(id) {
    this.#desk.change(id, { companion: null });
    return this.#desk.ask("companion:end", { conversation_id: id });
  }

  /** @param {string} id */
  #askedNoMore(id) {
    const { state } = this.#desk;
    const askedBeside = state.value.askedBeside.filter(({ conversation_id }) => conversation_id !== id);
    state.value = { ...state.value, askedBeside };
  }
}
