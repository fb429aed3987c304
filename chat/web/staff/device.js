// @ts-check
/* This browser (enheden), by a number it drew itself: the house knows it again, so that who guesses from elsewhere shuts nobody out here. */

const KEPT_AS = "brobygger.staff.device";
const BYTES = 32;

/** @returns {Record<string, string>} the header that says which browser this is; nothing where nothing can be kept */
export function deviceHeader() {
  try {
    const kept = localStorage.getItem(KEPT_AS) ?? drawn();
    localStorage.setItem(KEPT_AS, kept);
    return { "Brobygger-Device": kept };
  } catch {
    return {};
  }
}

function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
