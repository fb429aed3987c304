// @ts-check
/* A way on (bro) in the log, and afterwards: fetched when the first one is offered, and not before. */

import { computed, html } from "../vendor/preact.js";
import { SelfCard } from "./bridge_card.js";
import { HandOver } from "./bridge_share.js";
import { say, state } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").Ack} Ack */
/** @typedef {import("../shared/wire.d.ts").WireEvent} WireEvent */
/**
 * @typedef {object} Card what the house shows of a service
 * @property {string} service_id
 * @property {string} name
 * @property {string} kind
 * @property {string | null} phone
 * @property {string | null} sms
 * @property {string | null} chat an address
 * @property {string | null} web an address, perhaps without its scheme
 * @property {string | null} [address] of a centre: where to go; an older card has none
 * @property {string | null} hours in words
 * @property {boolean | null} open when it was offered; null: no clock can know
 * @property {string | null} changes_at
 * @property {"free" | "paid" | null} cost
 * @property {boolean | null} anonymous
 * @property {string | null} waiting_time
 */
/**
 * @typedef {object} Bridge as the log has told it so far
 * @property {string} id
 * @property {Card} service
 * @property {"self" | "hand_over"} lane
 * @property {readonly string[]} asked
 * @property {readonly string[]} shared
 * @property {boolean} direct what is shared goes to the service's own system too
 * @property {boolean} delivered it has gone there: taken back, they are asked to delete it
 * @property {string} status
 * @property {string} message
 * @property {string} seenBy who had it when a yes was taken back, and may have read it; empty: nobody
 * @property {string} helper the bridge-builder's name; empty: nobody has it yet
 */

const OVER = new Set(["declined", "withdrawn", "expired"]);

/** What is said of one that is over, and nothing where it is not. @param {Bridge} bridge */
export function goneWords({ status, service, seenBy, delivered }) {
  if (!OVER.has(status)) return "";
  const words = seenBy !== "" ? say("young.bridge.gone.read", { service: service.name, name: seenBy }) : say(`young.bridge.gone.${status}`, { service: service.name });
  return delivered ? `${words} ${say("young.bridge.gone.delivered", { service: service.name })}` : words;
}

/** Every way on that was offered, in order, as it stands. */
export const bridges = computed(() => bridgesIn(state.events.value));

/**
 * Pure: the same log gives the same.
 *
 * @param {readonly WireEvent[]} events
 * @returns {Bridge[]}
 */
export function bridgesIn(events) {
  /** @type {Map<string, Bridge>} */
  const found = new Map();
  for (const { kind, from, data } of events) {
    const id = data.bridge_id;
    if (kind === "bridge_offered") {
      const { service, lane, asked, status, direct = false, message_to_young: message } = data;
      found.set(id, { id, service, lane, asked, direct, delivered: false, shared: [], status, message: message ?? "", helper: "", seenBy: "" });
    }
    const known = found.get(id);
    if (known === undefined || kind === "bridge_offered" || !kind.startsWith("bridge_")) continue;
    const shared = kind === "bridge_answered" ? data.shared : kind === "bridge_withdrawn" ? [] : known.shared;
    const helper = from === "bridge" ? data.by : known.helper;
    const seenBy = kind === "bridge_withdrawn" ? data.seen_by ?? "" : known.seenBy;
    const delivered = known.delivered || (known.direct && kind === "bridge_answered" && data.status === "accepted");
    found.set(id, { ...known, status: data.status, shared, helper, seenBy, delivered });
  }
  return [...found.values()];
}

/** The row of an event: the card where it was offered; later, a line of what became of it. @param {{ seq: number }} props */
export function BridgeRow({ seq }) {
  const event = state.events.value.find((one) => one.seq === seq);
  const bridge = bridges.value.find(({ id }) => id === event?.data.bridge_id);
  if (event === undefined || bridge === undefined) return null;
  if (event.kind === "bridge_offered") return html`<${Offered} bridge=${bridge} />`;
  const words = lineOf(event, bridge);
  return words === "" ? null : html`<p class="house-word">${words}</p>`;
}

/** Afterwards what one said yes to stands on the page. */
export function BridgesAfter() {
  const kept = bridges.value.filter(({ status, seenBy, delivered }) => !OVER.has(status) || seenBy !== "" || delivered);
  if (kept.length === 0) return null;
  return html`<section class="bridges-after" aria-labelledby="bridges-after"><h2 id="bridges-after">${say("young.bridge.after")}</h2>
    ${kept.map((bridge) => html`<${Offered} key=${bridge.id} bridge=${bridge} after />`)}</section>`;
}

/** @param {{ bridge: Bridge, after?: boolean }} props */
function Offered({ bridge, after = false }) {
  const View = bridge.lane === "self" ? SelfCard : HandOver;
  return html`<${View} bridge=${bridge} after=${after} gone=${goneWords(bridge)} ask=${state.bridges.value?.ask} />`;
}

/**
 * @param {WireEvent} event
 * @param {Bridge} bridge
 * @returns {string} nothing, where the card itself says it
 */
export function lineOf({ kind, data }, { service, lane }) {
  const values = { service: service.name, name: data.by || say("young.bridge.helper") };
  if (kind === "bridge_withdrawn") return data.seen_by ? say("young.bridge.line.you_withdrew_read", { name: data.seen_by }) : say("young.bridge.line.you_withdrew");
  if (kind === "bridge_answered") return data.status === "declined" ? say("young.bridge.line.declined", values) : lane === "self" ? say("young.bridge.line.accepted", values) : "";
  const line = say(`young.bridge.line.${data.status === "sent" && data.by ? "let_go" : data.status}`, values);
  return data.message_to_young ? `${line} „${data.message_to_young}”` : line;
}

/** Have the style sheet before anything is shown. */
export function dressed() {
  const { href } = new URL("bridge.css", import.meta.url);
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", done);
    link.addEventListener("error", () => {
      link.remove();
      failed(new Error(href));
    });
    document.head.append(link);
  });
}
