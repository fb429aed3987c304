// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { heldIn } from "../../supervisor_console/web/let_go.js";

/** @param {string} kind @param {string} id @param {string} status @param {string} [by] @returns {any} */
const event = (kind, id, status, by = "Ida") => ({ kind, data: { bridge_id: id, status, by } });

test("a task is held from when it is taken until it is let go, ended or taken back", () => {
  const taken = [event("bridge_updated", "a", "sent", ""), event("bridge_updated", "a", "received"), event("bridge_task", "b", "received", "Bo")];
  const later = [event("bridge_task", "a", "planned"), event("bridge_updated", "a", "first_contact")];

  assert.deepEqual(heldIn(taken), [{ id: "a", by: "Ida" }, { id: "b", by: "Bo" }]);
  assert.deepEqual(heldIn([...taken, ...later, event("bridge_task", "b", "suggested", "Bo")]), [{ id: "a", by: "Ida" }]);
  assert.deepEqual(heldIn([...taken, event("bridge_withdrawn", "a", "withdrawn"), event("bridge_task", "b", "held", "Bo")]), []);
});
