import { count } from "./count.ts";

/** How old something is, as in "from 5 minutes ago". */
export const age = (minutes: number) =>
  minutes < 1
    ? "less than a minute"
    : minutes < 120
      ? count(minutes, "minute")
      : minutes < 2880
        ? count(Math.floor(minutes / 60), "hour")
        : count(Math.floor(minutes / 1440), "day");
