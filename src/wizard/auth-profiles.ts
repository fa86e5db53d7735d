import { kindOf, valueAt } from "../config/schema.ts";
import { field } from "../config/variables.ts";

/**
 * PURE: the profiles by which the config says that OpenClaw's own store of keys, which it believes first, has one for the
 * provider (openclaw/openclaw#11171, #97313).
 */
export function authProfiles(config: unknown, provider: string): string[] {
  return profilesAmong(valueAt(config, ["auth", "profiles"]), provider).map(([name]) => name);
}

/** PURE: the provider's own among profiles, as the config tells of them and OpenClaw's store keeps them. */
export function profilesAmong(profiles: unknown, provider: string): [name: string, profile: unknown][] {
  if (kindOf(profiles) !== "object") return [];
  return Object.entries(profiles as object).filter(
    ([name, profile]) => name.startsWith(`${provider}:`) || field(profile, "provider") === provider,
  );
}
