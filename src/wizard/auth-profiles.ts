import { kindOf, valueAt } from "../config/schema.ts";
import { field } from "../config/variables.ts";

/**
 * PURE: the profiles by which the config says that OpenClaw's own store of keys, which it believes first, has one for the
 * provider (openclaw/openclaw#11171, #97313).
 */
export function authProfiles(config: unknown, provider: string): string[] {
  const profiles = valueAt(config, ["auth", "profiles"]);
  if (kindOf(profiles) !== "object" || profiles === undefined) return [];
  return Object.entries(profiles as object)
    .filter(([name, profile]) => name.startsWith(`${provider}:`) || field(profile, "provider") === provider)
    .map(([name]) => name);
}
