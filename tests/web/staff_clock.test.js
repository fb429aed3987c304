import assert from "node:assert/strict";
import test from "node:test";

import { hearTime, houseTime } from "../../chat/web/staff/clock.js";
import { initials } from "../../chat/web/staff/staff_bar.js";
import { calledName, supervisorOnDuty } from "../../chat/web/counsellor/shift_bar.js";

test("a device whose clock is wrong is set right by the quickest word from the house", () => {
  const here = Date.parse("2026-11-22T12:10:00Z");
  assert.equal(houseTime(here), here);

  hearTime("2026-11-22T12:00:00Z", here + 4000); // took four seconds on its way
  hearTime("2026-11-22T12:00:05Z", here + 5100); // took a tenth of one
  hearTime("2026-11-22T12:00:06Z", here + 9000);

  assert.equal(houseTime(here), here - 10 * 60_000 - 100);
});

test("people are told by their first letters", () => {
  assert.equal(initials("Karen Holm"), "KH");
  assert.equal(initials("Jonas"), "JO");
  assert.equal(initials("Åse-Marie von der Lund"), "ÅL");
});

test("the supervisor is called by name when there is one, and one that is a person's", () => {
  const karen = { staff_id: "k", display_name: "Karen Holm", roles: ["supervisor"] };

  assert.equal(supervisorOnDuty([karen]), "Karen Holm");
  assert.equal(supervisorOnDuty([karen, { ...karen, staff_id: "b" }]), null);
  assert.equal(supervisorOnDuty([]), null);
  assert.equal(calledName("Karen Holm"), "Karen");
  assert.equal(calledName("Simuleret vagthavende"), null);
  assert.equal(calledName(null), null);
});
