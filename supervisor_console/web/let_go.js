// @ts-check
/* Tasks of bridge-builders (brobyggeropgaver) that somebody has: a supervisor can give one free again. */

import { tell } from "../../chat/web/staff/live_regions.js";
import { nameIn } from "../../chat/web/staff/log_rows.js";
import { t } from "../../chat/web/staff/words.js";
import { html } from "../../chat/web/vendor/preact.js";
import { Decision } from "./decisions.js";

/** @import { WireEvent } from "../../chat/web/shared/wire.d.ts" */
/** @import { Request } from "./reading.js" */

const HELD = new Set(["received", "first_contact"]);
const MOVES = new Set(["bridge_task", "bridge_updated", "bridge_withdrawn"]);

/**
 * Who has which task, as the log tells it. Pure.
 *
 * @param {readonly WireEvent[]} events
 * @returns {{ id: string, by: string }[]}
 */
export function heldIn(events) {
  /** @type {Map<string, string>} */
  const held = new Map();
  for (const { kind, data } of events) {
    if (!MOVES.has(kind) || data["status"] === "planned") continue;
    const id = String(data["bridge_id"]);
    if (kind !== "bridge_withdrawn" && HELD.has(data["status"])) held.set(id, nameIn(data["by"]));
    else held.delete(id);
  }
  return [...held].map(([id, by]) => ({ id, by }));
}

/** @param {{ request: Request, callWord: string, task: { id: string, by: string }, close: () => void }} props */
export function LetGo({ request, callWord, task: { id, by }, close }) {
  const decide = async () => {
    const ack = await request("bridge:let_go", { bridge_id: id });
    if (ack.ok) tell(t("supervisor.let_go.done"));
    return ack;
  };
  return html`<${Decision} callWord=${callWord} legend=${t("supervisor.let_go.legend", { name: by })} act=${t("supervisor.let_go.act")} close=${close} decide=${decide} missing="">
    <p>${t("supervisor.let_go.says", { name: by })}</p>
  <//>`;
}
