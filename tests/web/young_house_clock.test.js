import assert from "node:assert/strict";
import test from "node:test";

import { houseNow, learnTime } from "../../chat/web/young/house_clock.js";

test("the time is the house's, however wrong the device's clock is", () => {
  const house_ms = Date.parse("2031-05-01T20:00:00Z");

  learnTime(new Date(house_ms).toUTCString());
  assert.ok(Math.abs(houseNow() - house_ms) < 1000);

  learnTime(null);
  assert.ok(Math.abs(houseNow() - house_ms) < 1000);
});
