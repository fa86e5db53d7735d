import { list } from "./phrases.ts";

/** The help of every command. */
export const cli = {
  description: "From a provider's key to a working OpenClaw assistant.",
  version: "print the version",
  help: "print this help",
  profile: "use the state folder ~/.openclaw-<name>",
  dev: "the same as --profile dev",
  noColor: "no colours",
  debug: "say which requests are made, and show where errors come from",
  offline: "ask nobody; use the list of models at hand",
  baseUrl: "where the provider's API is, for a proxy or a gateway of yours",
  allowInsecureBaseUrl: "let the key travel over plain http",
  timeout: "how long to wait for an answer (10)",
  dryRun: "show what would be written, and write nothing",
  json: "print one JSON document about what was done",
  noConfig: "There is no config yet. Begin with: openclaw onboard",
  onboard: {
    groups: { key: "The key:", model: "The models:", provider: "The provider:", run: "Asking and writing:" },
    description: "set up a provider: its key, your default model, the config",
    authChoice: (choices: readonly string[]) => `which provider, by its kind of key: ${list(choices)}`,
    key: (provider: string, variable: string) =>
      `the ${provider} key (stays in your shell's history; or set ${variable})`,
    keyStdin: "read the key from standard input",
    keyFile: "read the key from a file",
    model: (example: string) => `the default model, such as ${example}`,
    keyStore: "where to keep the key: OpenClaw's .env, the config, or nowhere",
    verify: "auto: check the key if possible; required: fail if not; skip: do not",
    allowAnyKey: "take a key that does not look like one",
    allModels: "write every offered model to the config, not the chosen one alone",
    privateOnly: "offer private models only",
    nonInteractive: "ask nothing; what is missing is an error",
    yes: "write without asking",
    after: (choice: string, flag: string) => `Examples:
openclaw onboard --auth-choice ${choice}
openclaw onboard --non-interactive --auth-choice ${choice} ${flag}-file key.txt

Exit codes: 0 done, 2 wrong usage, 3 config or files, 4 the key,
          5 the provider or the network, 130 cancelled`,
  },
};
