import { checkConfig } from "./check-config.ts";
import { checkConnection } from "./check-connection.ts";
import { checkKey } from "./check-key.ts";
import { checkModels } from "./check-models.ts";
import type { Facts } from "./facts.ts";
import type { Finding, FindingId } from "./finding.ts";
import { canMend } from "./mend.ts";

/** What is mended without writing config or `.env`. */
const around: readonly FindingId[] = ["file-open", "leftovers"];

/** PURE: all findings. What depends on something stands behind it, so that the first failure is the one to begin with. */
export function examine(facts: Facts): Finding[] {
  const writable = canMend(facts.files, facts.manifest);
  return [checkConfig, checkKey, checkConnection, checkModels]
    .flatMap((check) => check(facts))
    .map((each) => ({ ...each, fixable: each.fixable && (writable || around.includes(each.id)) }));
}
