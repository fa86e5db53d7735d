import type { Path } from "./merge.ts";

/** A path as people write it: "models.providers.acme.models[0].name". */
export function spellPath(path: Path): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}
