// @ts-check
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { connectLineWords } from "../../chat/web/young/line_words.js";
import { state } from "../../chat/web/young/state.js";

test("a line one has put down is not said to be away in the talk that follows", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const words = connectLineWords();
  words.became("connected");

  words.close();
  words.became("away"); // as the socket says when it is put down
  mock.timers.tick(10_000);

  assert.equal(state.line.value, "connected");
});
