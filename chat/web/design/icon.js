// @ts-check
/* The icons of the staff pages. */

import { iconFrom } from "./icon_set.js";
import { icons } from "./icons.js";

/** @typedef {keyof typeof icons} IconName */

export const Icon = iconFrom(icons);
