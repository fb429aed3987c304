// @ts-check
/* What only staff pages hear; the rest is in `shared/wire.d.ts`. Only types: nothing here runs. */

/** @typedef {"waiting" | "active" | "closed" | "opened" | "abandoned"} ConversationState */

/**
 * @typedef {object} Waiter a person in the waiting room; never a word of theirs
 * @property {string} conversation_id
 * @property {string} call_word
 * @property {number} level
 * @property {boolean} [assessed]
 * @property {string | null} age_band
 * @property {string[]} topics
 * @property {number} waited_s
 * @property {boolean} [escalated]
 * @property {boolean} [late]
 */

/**
 * @typedef {object} DeskRow
 * @property {string} conversation_id
 * @property {string} call_word
 * @property {ConversationState} state
 * @property {number} level
 * @property {boolean} [assessed]
 * @property {string | null} [age_band]
 * @property {string | null} [municipality]
 * @property {number} last_seq
 * @property {number} seen
 * @property {number} [young_seen]
 * @property {boolean} [young_present]
 * @property {string | null} [offered_to] the colleague who is asked to go on with it
 * @property {{ staff_id: string, display_name: string, writes: boolean } | null} [beside] the supervisor who has come in
 * @property {Called | null} [call] a bridge-builder is called in, or has come
 * @property {Companion | null} [companion] a colleague is asked to sit in, or does
 * @property {string} [counsellor] whose it is
 * @property {"active" | "wrap_up" | "companion"} [seat] `companion`: one sits in with a colleague
 */

/** @typedef {{ staff_id: string, display_name: string | null, until: string, writes: boolean, asked_by?: string | null }} Companion no name: asked, and not here yet; `asked_by`: by a supervisor; `writes`: has the pen */

/** @typedef {{ conversation_id: string, call_word: string, level: number, by: string, until: string }} AskedBeside a colleague asks me to sit in */

/** @typedef {{ asked_at: string, due_at: string | null, display_name: string | null, writes: boolean }} Called no name: nobody has come yet; `writes`: has the pen */

/** @typedef {{ state: "off" | "on" | "paused", capacity: number, load: number, usual?: number, most?: number, hard_talks?: number, hard_talks_most?: number, video?: boolean }} Shift `usual` and `most`: how many at once, by the house's policy; `video`: whether the house has a room for it */

/**
 * @typedef {object} Offer a colleague asks me to go on with a conversation
 * @property {string} offer_id
 * @property {string} conversation_id
 * @property {string} [call_word]
 * @property {number} [level]
 * @property {string | null} [from_staff_id]
 * @property {string | null} [note]
 * @property {string} expires_at
 */

/** @typedef {{ conversation_id: string, seq: number, at: string, opens_at: string, until: string }} Booking a video talk one has booked: from `opens_at` to `until` one may come in */

/** @typedef {{ staff_id: string, display_name: string, roles: string[], load?: number, capacity?: number, state?: string }} Colleague */

/**
 * @typedef {object} Escalation
 * @property {string} escalation_id
 * @property {string} conversation_id
 * @property {string} [call_word]
 * @property {number} level
 * @property {"raised" | "paged" | "acknowledged" | "in_hand" | "resolved"} state
 * @property {string} [trigger]
 * @property {number} [step]
 * @property {string | null} [due_at]
 * @property {string | null} [raised_at]
 * @property {string | null} [acknowledged_at]
 * @property {{ staff_id?: string, display_name: string } | null} [acknowledged_by]
 * @property {string | null} [outcome]
 */

/** @typedef {{ staff_id: string, display_name: string, roles: string[], language?: string, factor_due_at?: string | null }} Me */

export {};
