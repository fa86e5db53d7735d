/** The help of every command. */
export const cli = {
  /** What stands in every help, by commander's own words. */
  titles: {
    "Usage:": "Usage:",
    "Arguments:": "Arguments:",
    "Options:": "Options:",
    "Global Options:": "Global Options:",
    "Commands:": "Commands:",
  },
  placeholders: { "[options]": "[options]", "[command]": "[command]" },
  choices: (values: string) => `choices: ${values}`,
  default: (value: string) => `default: ${value}`,
  /** What is wrong with a command line. */
  mistakes: {
    unknownOption: (flag: string, similar: string) => `unknown option '${flag}'${didYouMean(similar)}`,
    unknownCommand: (name: string, similar: string) => `unknown command '${name}'${didYouMean(similar)}`,
    tooManyArguments: (command: string, expected: number, given: number) =>
      `too many arguments${command === "" ? "" : ` for '${command}'`}. Expected ${expected} argument${expected === 1 ? "" : "s"} but got ${given}.`,
    missingArgument: (name: string) => `missing required argument '${name}'`,
    missingValue: (flag: string) => `option '${flag}' argument missing`,
    invalidOption: (flag: string, value: string, choices: string) =>
      `option '${flag}' argument '${value}' is invalid. Allowed choices are ${choices}.`,
    invalidArgument: (name: string, value: string, choices: string) =>
      `command-argument value '${value}' is invalid for argument '${name}'. Allowed choices are ${choices}.`,
  },
  description: "From a provider's key to a working OpenClaw assistant.",
  version: "print the version",
  help: "print this help",
  profile: "use the state folder ~/.openclaw-<name>",
  dev: "the same as --profile dev",
  noColor: "no colours",
  accessible: "plain lines and numbers instead of lists that move (also ACCESSIBLE=1)",
  debug: "say which requests are made, and show where errors come from",
  offline: "ask nobody; use the list of models at hand",
  baseUrl: "where the provider's API is, for a proxy or a gateway of yours",
  allowInsecureBaseUrl: "let the key travel over plain http",
  timeout: "how long to wait for an answer (10)",
  dryRun: "show what would be written, and write nothing",
  json: "print one JSON document about what was done",
  noConfig: "There is no config yet. Begin with: openclaw onboard",
  completion: {
    description: "print a script that makes your shell complete these commands",
    shell: "your shell",
    after: `Commands, flags and their values complete, and the models of the list fetched
last.

bash        add to ~/.bashrc:
              source <(openclaw completion bash)
zsh         write it to a folder of your fpath, before compinit runs:
              openclaw completion zsh > "\${fpath[1]}/_openclaw"
            or add to ~/.zshrc, after compinit:
              source <(openclaw completion zsh)
fish        openclaw completion fish > ~/.config/fish/completions/openclaw.fish
powershell  add to your $PROFILE (generated, but not tested so far):
              openclaw completion powershell | Out-String | Invoke-Expression

A new shell, and TAB completes.`,
  },
  onboard: {
    groups: { key: "The key:", model: "The models:", provider: "The provider:", run: "Asking and writing:" },
    description: "set up a provider: its key, your default model, the config",
    authChoice: "which provider, by its kind of key",
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
          5 the provider or the network, 130 cancelled, also by answering No`,
  },
  configure: {
    description: "change the key, the default model or where the key is kept, or remove a provider",
    section: "go straight to that entry of the menu",
    after: `Sections: key (Model/auth), model (the default), store (where the key is kept),
          check, remove

It asks, so it needs a terminal; elsewhere it says which commands do the same.`,
  },
  models: {
    description: "see the models, choose the default and the fallbacks",
    privateOnly: "this time, private models only; for good: openclaw models policy",
    compare: {
      description: "show models beside one another",
      tokensIn: "the tokens in of a use whose cost is wanted (10k)",
      tokensOut: "the tokens out of that use (1k)",
    },
    policy: {
      description: "which models may be used at all: private ones only, or any",
      policy: "what is to hold from now on; without it, what holds is shown",
    },
    ref: "a model: its ref, its id alone, or an alias of your config",
    list: {
      description: "list the models that can be used",
      groups: { filters: "Which models:", output: "How they are shown:", source: "Where the list comes from:" },
      private: "private models only: never stored or logged",
      anonymized: "anonymized models only: passed on to their owner without your name",
      vision: "models that see images",
      reasoning: "models that think before they answer",
      tools: "models that can call functions",
      code: "models made for code",
      uncensored: "models without content restrictions",
      search: "models whose id, name or abilities hold every one of these words",
      maxPrice: "models that cost no more than this per 1M tokens, in and out",
      minContext: "models that take at least so many tokens, such as 128k",
      configured: "the models that your config speaks of",
      all: "those that cannot be used, too, with the reason",
      sort: "in this order; the provider's own without it",
      plain: "refs alone, one a line",
      json: "one JSON document, in OpenClaw's shape and with more fields",
      provider: "the provider to ask, where there are several",
      refresh: "ask now, however young the list at hand is",
    },
    set: {
      description: "make a model the default",
      force: "save a model that the provider does not offer, too",
      after: (ref: string) => `Example:
  openclaw models set ${ref}`,
    },
    info: { description: "show everything that is known about a model" },
    probe: {
      description: "check with small requests what a model is said to do",
      yes: "ask without asking you first",
      json: "print one JSON document of what was seen",
      after: `Says first what it may cost. Exit codes: 0 all that is claimed was seen, 5 not`,
    },
    fallbacks: {
      description: "the models that OpenClaw tries when the default fails",
      list: "list them, in their order",
      add: "add models at the end of the list",
      remove: "take models out of the list",
      clear: "empty the list",
    },
    status: {
      description: "show which models and which key OpenClaw will use",
      check: "tell by the exit code how the key is",
      probe: "ask the provider about the key and the models now",
      after: `Exit codes with --check, as in OpenClaw itself: 0 the key is good,
            1 it is missing or refused, 2 it ends within seven days`,
    },
  },
  doctor: {
    description: "find what keeps OpenClaw from working, and mend it",
    fix: "mend what can be mended; shows the changes and asks first",
    yes: "mend without asking",
    json: "print one JSON document of what was found",
    after: `Exit codes: 0 nothing that fails, else the code of the first failure:
          3 config or files, 4 the key, 5 the provider or the network`,
  },
  config: {
    description: "find, check and restore the config file",
    file: { description: "print where the config is", json: "print one JSON document about the file" },
    validate: {
      description: "check that OpenClaw can read the config and would take it",
      json: "print one JSON document of the problems",
      after: `Exit codes: 0 valid, 3 not`,
    },
    restore: {
      description: "list the backups of the config, or put one back",
      backup: "a number of the list, or a file",
      yes: "put it back without asking",
      after: `Examples:
  openclaw config restore
  openclaw config restore 1`,
    },
  },
  chat: {
    groups: {
      message: "The message:",
      model: "The model:",
      answer: "The answer:",
      conversation: "A conversation, which begins at a terminal when there is no message:",
      network: "The network:",
    },
    description: "send a message to a model, and print what it answers",
    text: "the message; what is piped in is added to it",
    message: "the message, or more of it",
    system: "instructions for the model, or @FILE that holds them",
    image: "an image to look at: a file or a web address (may be repeated)",
    tools: "functions that the model may want called, in a JSON file; none is run",
    toolResults: "what came of the calls that were printed, in a JSON file",
    model: (example: string) => `the model, such as ${example} (your default)`,
    effort: "how hard to think, as far as the model can be told",
    noThinking: "do not think first",
    temperature: "0 to 2: how freely to choose words",
    seed: "the same number gives the same answer, where the model can",
    maxTokens: "how long the answer may be",
    maxCost: "send nothing that may cost more than this many US dollars",
    webSearch: "search the web first; the pages are named after the answer",
    character: "a character of the provider's, by its public ID",
    ownPrompt: (provider: string) => `let ${provider} put its own system prompt first`,
    noStream: "wait for the whole answer",
    raw: "show the answer as it is, not its Markdown as headings, lists and code",
    noHistory: "neither keep what is typed nor bring back what was typed before",
    reasoning: "show what the model thinks, on stderr",
    usage: "say tokens, cost and speed, on stderr",
    responseFormat: "json, or a JSON Schema in a file, which the answer must satisfy",
    json: "print one JSON document: answer, calls, usage, cost, timings",
    timeout: "how long to wait for the answer to begin, or to go on (120)",
    after: (example: string) => `Examples:
openclaw chat "Hello, are you working?"
openclaw chat                           a conversation; /help says how
openclaw chat --model ${example} --usage "One word for happy"
openclaw chat "Summarise this" < article.txt
openclaw chat --image photo.jpg "What is on it?"

The answer goes to stdout, everything else to stderr.
Exit codes: 0 answered, 2 wrong usage, 3 config or files, 4 the key,
          5 the provider or the network, 130 stopped`,
  },
};

function didYouMean(similar: string): string {
  if (similar === "") return "";
  return `\n(Did you mean ${similar.includes(", ") ? "one of " : ""}${similar}?)`;
}
