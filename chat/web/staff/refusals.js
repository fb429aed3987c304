// @ts-check
/* What a no from the house means here (afslag), in words for the one who asked. */

import { faultWords, has, t } from "./words.js";

/** @import { WireError } from "../shared/wire.d.ts" */

/**
 * @param {WireError} error
 * @param {string} [callWord] whom it is about
 */
export function refusalWords(error, callWord = "") {
  if (error.code === "taken") {
    if (callWord === "") return t("staff.refused.taken_next");
    return error.by ? t("staff.refused.taken_by", { name: callWord, by: error.by }) : t("staff.refused.taken", { name: callWord });
  }
  const own = `staff.refused.${error.code}`;
  if (has(own)) return t(own);
  return faultWords(error.code, error.message);
}

/** As the house itself says it, in the language of this page's line. @param {WireError} error */
export function houseWords({ code, message }) {
  return message || faultWords(code);
}
