import type { CredentialSource } from "./credential.ts";
import type { Interview } from "./draft.ts";

/** What a credential's source is called on the screen. */
export function sourceName(
  { words, paths }: Pick<Interview, "words" | "paths">,
  source: CredentialSource,
  provider: string,
): string {
  const names = words.key.source;
  const config = paths.display(paths.config);
  switch (source.kind) {
    case "flag":
      return names.flag(source.flag);
    case "stdin":
      return names.stdin;
    case "file":
      return names.file(source.path);
    case "entered":
      return names.entered;
    case "block":
      return names.config(config, `models.providers.${provider}.apiKey`);
    case "variable":
      if (source.place === "environment") return names.environment(source.variable);
      if (source.place === "dotenv") return names.dotenv(paths.display(paths.dotenv));
      return names.config(
        config,
        source.place === "config-vars" ? `env.vars.${source.variable}` : `env.${source.variable}`,
      );
  }
}
