// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { campaignIn } from "../../chat/web/young/opening.js";

test("a campaign's plain code is told, and anything else in the address is not", () => {
  assert.deepEqual(campaignIn("?lang=en&campaign=skolestart_2026"), { campaign: "skolestart_2026" });
  for (const search of ["", "?campaign=", "?campaign=Min+egen", "?campaign=" + "a".repeat(41), "?x=1"]) {
    assert.deepEqual(campaignIn(search), {});
  }
});
