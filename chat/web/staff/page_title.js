// @ts-check
/* The page's title (fanens titel): while the screen is covered it says how many wait, and else nothing of what the page is. */

const NEUTRAL = "Brobygger";
/** How many call, as pages write it first: "(3) ", or "(!) " with the line gone. */
const CALLING = /^\(.+?\) /;

let said = "";
let covered = false;

/** @param {string} title */
export function setTitle(title) {
  said = title;
  show();
}

/** @param {boolean} is */
export function coverTitle(is) {
  if (said === "") said = document.title;
  covered = is;
  show();
}

function show() {
  document.title = covered ? neutral(said) : said;
}

/** @param {string} title */
export function neutral(title) {
  return `${CALLING.exec(title)?.[0] ?? ""}${NEUTRAL}`;
}
