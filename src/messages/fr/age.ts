import type { age as english } from "../en/age.ts";
import type { Translation } from "../translation.ts";
import { count } from "./grammar.ts";

export const age: Translation<typeof english> = (minutes) =>
  minutes < 1
    ? "moins d'une minute"
    : minutes < 120
      ? count(minutes, "minute")
      : minutes < 2880
        ? count(Math.floor(minutes / 60), "heure")
        : count(Math.floor(minutes / 1440), "jour");
