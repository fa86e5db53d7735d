/** What an error says: what happened, and what to do or type next. */
interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

/** A sentence of somebody else's, to stand inside one of ours. */
const clause = (text: string) => text.replace(/[.!\s]+$/, "");
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const list = (items: readonly string[]) => items.join(", ");

/** What the system's error codes mean; the code itself where it is not among these. */
const systemReasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "the system does not allow it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would be larger than the system allows",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  EBUSY: "another program holds it",
  ELOOP: "its symbolic links go in a circle",
  EMFILE: "too many files are open",
  "too-large": "it is larger than any key",
  EIO: "the disk reports an error",
  EEXIST: "something else is there already",
  EINVAL: "the system does not take it",
};
const baseUrlReasons: Readonly<Record<string, string>> = {
  address: "it is no web address",
  protocol: "it must begin with https://",
  credentials: "a user name or password does not belong in it",
  query: "nothing may follow its path",
  variable: "it refers to a variable that is not set",
};

/** The kinds of values in a config, and of what is no file. */
const kinds: Readonly<Record<string, string>> = {
  null: "null",
  folder: "a folder",
  pipe: "a named pipe",
  socket: "a socket",
  device: "a device",
  link: "a symbolic link",
  array: "a list",
  object: "an object",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};
const kind = (name: string) => kinds[name] ?? name;
const reason = (code: string) => systemReasons[code] ?? (kinds[code] ? `it is ${kinds[code]}` : code);

export const en = {
  interrupted: (written: readonly string[]) =>
    written.length === 0 ? "Cancelled. Nothing was written." : `Cancelled. Written before that: ${list(written)}.`,
  internal: (detail: string) => `Something went wrong in this program: ${detail}`,
  internalHint: "Please report it. With --debug it says more.",
  cli: {
    description: "From a provider's key to a working OpenClaw assistant.",
    version: "print the version",
    help: "print this help",
    profile: "use the state folder ~/.openclaw-<name>",
    dev: "the same as --profile dev",
    noColor: "no colours",
    debug: "say which requests are made, and show where errors come from",
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
      offline: "ask nobody; use the list of models at hand",
      baseUrl: "where the provider's API is, for a proxy or a gateway of yours",
      allowInsecureBaseUrl: "let the key travel over plain http",
      timeout: "how long to wait for an answer (10)",
      allowAnyKey: "take a key that does not look like one",
      allModels: "write every offered model to the config, not the chosen one alone",
      privateOnly: "offer private models only",
      nonInteractive: "ask nothing; what is missing is an error",
      yes: "write without asking",
      dryRun: "show what would be written, and write nothing",
      json: "print one JSON document about what was done",
      after: (choice: string, flag: string) => `Examples:
  openclaw onboard --auth-choice ${choice}
  openclaw onboard --non-interactive --auth-choice ${choice} ${flag}-file key.txt

Exit codes: 0 done, 2 wrong usage, 3 config or files, 4 the key,
            5 the provider or the network, 130 cancelled`,
    },
  },
  errors: {
    usage: (p: { detail: string; command: string }): ErrorText => ({
      message: p.detail,
      hint: `See: openclaw ${p.command}--help`,
    }),
    "option-without-value": (p: { flag: string; next: string | undefined }): ErrorText => ({
      message: `${p.flag} needs a value${p.next === undefined ? "" : `, but ${p.next} follows it`}.`,
      hint: `Put the value right after it: ${p.flag} VALUE`,
    }),
    "unknown-auth-choice": (p: { choice: string; valid: readonly string[] }): ErrorText => ({
      message: `Unknown --auth-choice "${p.choice}".`,
      hint: `Valid choices: ${list(p.valid)}. Try: openclaw onboard --auth-choice ${p.valid[0]}`,
    }),
    "several-keys-given": (p: { flags: readonly string[] }): ErrorText => ({
      message: `Several flags give a key: ${list(p.flags)}.`,
      hint: `Keep one of them and run the command again.`,
    }),
    "answers-missing": (p: { missing: readonly { flag: string; what: string }[]; command: string }): ErrorText => ({
      message: `Nobody is asked here, and these answers are missing: ${list(p.missing.map((m) => `${m.what} (${m.flag})`))}.`,
      hint: `Run: ${p.command}`,
    }),
    "key-not-recognized": (p: {
      provider: string;
      source: string;
      prefixes: readonly string[];
      keysUrl: string;
      rejected: boolean;
    }): ErrorText => ({
      message: `${capital(p.source)} does not look like a ${p.provider} key${p.rejected ? `, and ${p.provider} rejected it` : ""}. Keys begin with ${list(p.prefixes)}.`,
      hint: `Copy it again from ${p.keysUrl}, or add --allow-any-key if you are sure.`,
    }),
    "key-malformed": (p: {
      source: string;
      provider: string;
      reason: "empty" | "space" | "control" | "non-ascii";
    }): ErrorText => ({
      message: `${capital(p.source)} ${en.key.malformed[p.reason]}.`,
      hint: `Copy only the key itself, in one piece.`,
    }),
    "key-file-unreadable": (p: { flag: string; path: string; reason: string }): ErrorText => ({
      message: `The key file ${p.path} cannot be read: ${reason(p.reason)}.`,
      hint: `Check the path and its permissions: ${p.flag} PATH`,
    }),
    "profile-invalid": (p: { name: string }): ErrorText => ({
      message: `"${p.name}" is no name for a profile.`,
      hint: `Use letters, digits, "-" and "_": --profile work`,
    }),
    "flags-contradict": (p: { first: string; second: string }): ErrorText => ({
      message: `${p.first} and ${p.second} contradict each other.`,
      hint: `Leave one of them out.`,
    }),
    "base-url-invalid": (p: { url: string; reason: string }): ErrorText => ({
      message: `"${p.url}" is not a base URL: ${baseUrlReasons[p.reason] ?? p.reason}.`,
      hint: `It looks like this: --base-url https://api.example.com/v1`,
    }),
    "base-url-insecure": (p: { url: string }): ErrorText => ({
      message: `${p.url} is plain http: your key would cross the network unencrypted.`,
      hint: `Use https, or add --allow-insecure-base-url if you trust every step of the way.`,
    }),
    "timeout-invalid": (p: { value: string }): ErrorText => ({
      message: `"${p.value}" is not a number of seconds for --timeout.`,
      hint: `For example: --timeout 30`,
    }),
    "model-unknown": (p: {
      provider: string;
      model: string;
      nearest: readonly string[];
      offered: number;
    }): ErrorText => ({
      message: `${p.provider} has no model "${p.model}" among the ${p.offered} it lists.`,
      hint:
        p.nearest.length > 0
          ? `Did you mean: --model ${p.nearest.join(" or --model ")}`
          : `Leave --model out to use the default.`,
    }),
    "model-not-offered": (p: { model: string; reason: string; replacement: string | undefined }): ErrorText => ({
      message: `${p.model} cannot be used: ${p.reason}.`,
      hint: p.replacement ? `Its replacement: --model ${p.replacement}` : `Leave --model out to use the default.`,
    }),
    "model-of-other-provider": (p: { model: string; provider: string; example: string }): ErrorText => ({
      message: `${p.model} is not a model of ${p.provider}.`,
      hint: `A model of ${p.provider} looks like this: --model ${p.example}. Leave --model out to keep the default you have.`,
    }),
    "no-model-left": (p: { provider: string; privateOnly: boolean }): ErrorText => ({
      message: `${p.provider} lists no model that can be used here${p.privateOnly ? " with --private-only" : ""}.`,
      hint: p.privateOnly ? `Run it again without --private-only.` : `Try again later, or name one: --model ID`,
    }),
    "config-not-parsed": (p: {
      path: string;
      line: number;
      column: number;
      detail: string;
      excerpt: string;
    }): ErrorText => ({
      message: `${p.path}:${p.line}:${p.column}: the config is not valid JSON5: ${p.detail}.\n${p.excerpt}`,
      hint: `Nothing was changed. Mend that line, or put a backup back (${p.path}.bak), and run the command again.`,
    }),
    "config-not-text": (p: { path: string; encoding: string }): ErrorText => ({
      message: `${p.path} is not UTF-8 text${p.encoding === "?" ? "" : ` (but ${p.encoding})`}.`,
      hint: `Nothing was changed. Save it as UTF-8 in your editor and run the command again.`,
    }),
    "config-unexpected": (p: { path: string; at: string; expected: readonly string[]; found: string }): ErrorText => ({
      message: `${p.path}: ${p.at || "the whole file"} is ${kind(p.found)}, where OpenClaw wants ${p.expected.map(kind).join(" or ")}.`,
      hint: `Nothing was changed. Mend that value and run the command again.`,
    }),
    "config-read-only": (p: { path: string; variable: string }): ErrorText => ({
      message: `${p.path} is managed from outside (${p.variable}=1), so nothing may write it.`,
      hint: `Make the change where the file comes from. To see what it would be, run the command with --dry-run.`,
    }),
    "config-included": (p: {
      path: string;
      at: string;
      included: readonly string[];
      snippet: string;
      rest: string | undefined;
    }): ErrorText => ({
      message: `${p.path}: ${p.at || "the whole config"} comes from ${list(p.included)} ($include), and this program does not rewrite included files.`,
      hint: `Nothing was changed. Paste this into ${p.included[0]} yourself:\n${p.snippet}${p.rest ? `\nand this into ${p.path}:\n${p.rest}` : ""}`,
    }),
    "config-changed": (p: { path: string }): ErrorText => ({
      message: `${p.path} changed since it was read, several times in a row; nothing was written to it.`,
      hint: `Another program is writing it. Wait for it to finish and run the command again.`,
    }),
    "file-locked": (p: {
      path: string;
      lock: string;
      pid: number | undefined;
      since: string | undefined;
    }): ErrorText => ({
      message: `${p.path} is locked by ${p.pid === undefined ? "another process" : `process ${p.pid}`}${p.since ? ` since ${p.since}` : ""}; nothing was written.`,
      hint: `Wait for it to finish and run the command again. If no such process lives, delete ${p.lock}`,
    }),
    "file-unreadable": (p: { path: string; reason: string }): ErrorText => ({
      message: `${p.path} cannot be read: ${reason(p.reason)}.`,
      hint: `Check who owns it: ls -ld "${p.path}"`,
    }),
    "file-unwritable": (p: { path: string; reason: string }): ErrorText => ({
      message: `${p.path} cannot be written: ${reason(p.reason)}. It is as it was.`,
      hint: `Check the folder's owner, its permissions and the space left: ls -ld "${p.path}"; df -h`,
    }),
    "file-not-regular": (p: { path: string; kind: string }): ErrorText => ({
      message: `${p.path} is ${kind(p.kind)}, not a file.`,
      hint: `Move it away, or name another config: OPENCLAW_CONFIG_PATH=PATH`,
    }),
    "home-unknown": (_: object): ErrorText => ({
      message: `There is no home folder to keep the config in: HOME is not set.`,
      hint: `Set it, or say where OpenClaw's files are: OPENCLAW_STATE_DIR=PATH`,
    }),
    "key-rejected": (p: { provider: string; source: string; detail: string; keysUrl: string }): ErrorText => ({
      message: `${p.provider} rejected ${p.source}: ${clause(p.detail)}. Nothing was written.`,
      hint: `Make a new key at ${p.keysUrl} and run the command again.`,
    }),
    "key-cannot-spend": (p: { provider: string; detail: string; keysUrl: string }): ErrorText => ({
      message: `${p.provider} knows the key, but it cannot be used: ${clause(p.detail)}. Nothing was written (--verify required).`,
      hint: `Top up, or raise the key's limit, at ${p.keysUrl}`,
    }),
    "key-not-received": (p: { provider: string; host: string }): ErrorText => ({
      message: `The key never arrived: ${p.host} answered as if none had been sent. Nothing was written.`,
      hint: `A proxy may strip the Authorization header: check HTTPS_PROXY and --base-url. To go on unchecked: --verify skip`,
    }),
    "provider-unreachable": (p: { provider: string; failure: string; advice: string }): ErrorText => ({
      message: `${p.provider} could not be asked: ${p.failure}. Nothing was written (--verify required).`,
      hint: p.advice,
    }),
    "dotenv-refuses": (p: { path: string }): ErrorText => ({
      message: `${p.path} cannot hold this key: its characters, or an open quote in that file, are in the way.`,
      hint: `Nothing was changed. Mend the quotes in that file, or keep the key elsewhere: --key-store config`,
    }),
    "stdin-is-terminal": (p: { flag: string }): ErrorText => ({
      message: `${p.flag} reads the key from a pipe or a file, but standard input is a terminal.`,
      hint: `For example: openclaw onboard ${p.flag} … < key.txt. Leave the flag out to be asked for the key, hidden.`,
    }),
    "stdin-too-large": (p: { flag: string; limit: number }): ErrorText => ({
      message: `What came in for ${p.flag} is larger than any key (${p.limit} bytes).`,
      hint: `Pipe in only the key itself.`,
    }),
    "edit-check-failed": (p: { path: string; detail: string }): ErrorText => ({
      message: `The edit of ${p.path} did not pass its own check (${p.detail}), so nothing was written.`,
      hint: `This is a bug of this program. Please report it, with the config if it holds no secret.`,
    }),
  },
  key: {
    /** Where a key was found, to go on a sentence: "Use the key in VENICE_API_KEY?" */
    source: {
      flag: (flag: string) => `the key given with ${flag}`,
      stdin: `the key on standard input`,
      file: (path: string) => `the key in ${path}`,
      entered: `the key you entered`,
      environment: (variable: string) => `the key in ${variable}`,
      dotenv: (path: string) => `the key in ${path}`,
      config: (path: string, at: string) => `the key in ${path} (${at})`,
    },
    malformed: {
      empty: "is empty",
      space: "has white space inside",
      control: "has control characters inside",
      "non-ascii": "has characters that no key has (not ASCII)",
    },
  },
  prompts: {
    masked: "[hidden]",
    back: ["esc", "back"] as const,
    enterText: [["enter", "go on"]] as readonly (readonly [string, string])[],
    choose: [
      ["↑↓", "move"],
      ["enter", "choose"],
    ] as readonly (readonly [string, string])[],
    search: [
      ["type", "to search"],
      ["↑↓", "move"],
      ["enter", "choose"],
    ] as readonly (readonly [string, string])[],
    more: (count: number) => `… and ${count} more; type to narrow the list`,
    confirm: { yes: "Yes", no: "No", error: () => `Press y or n.` },
  },
  /** Why a provider could not be asked, and what to do about it. */
  network: {
    dns: (p: NetworkFacts) => failure(`the name ${p.host} was not found`, `Check your network and --base-url.`),
    refused: (p: NetworkFacts) => failure(`${p.host} refused the connection`, `Check --base-url, or try again later.`),
    unreachable: (p: NetworkFacts) =>
      failure(`there is no way to ${p.host}${why(p)}`, `Check your network, VPN and firewall; HTTPS must be allowed.`),
    reset: (p: NetworkFacts) =>
      failure(`${p.host} cut the connection`, `Try again; a firewall or VPN may be in the way.`),
    timeout: (p: NetworkFacts) =>
      failure(
        `${p.host} took longer than ${seconds(p.milliseconds)}${p.phase === "connect" ? " to connect" : " to answer"}`,
        `Try again, or allow more time: --timeout 30`,
      ),
    "tls-untrusted": (p: NetworkFacts) =>
      failure(
        `the certificate of ${p.host} is not trusted here${why(p)}`,
        `Behind a company proxy, point NODE_EXTRA_CA_CERTS at its certificate.`,
      ),
    "tls-expired": (p: NetworkFacts) =>
      failure(`the certificate of ${p.host} is not valid today${why(p)}`, `Check this computer's date and time.`),
    "tls-host": (p: NetworkFacts) =>
      failure(`the certificate of ${p.host} belongs to another host`, `Check --base-url and your proxy.`),
    tls: (p: NetworkFacts) =>
      failure(`no encrypted connection to ${p.host}${why(p)}`, `Check --base-url (http or https?) and your proxy.`),
    "proxy-unusable": (p: NetworkFacts) =>
      failure(
        `the proxy variable holds no address of an http proxy${p.proxy ? ` (${p.proxy})` : ""}`,
        `It should look like HTTPS_PROXY=http://HOST:PORT. To go without: NO_PROXY=${p.host}`,
      ),
    "proxy-unreachable": (p: NetworkFacts) =>
      failure(
        `the proxy ${p.proxy ?? ""} cannot be reached${why(p)}`,
        `Check HTTPS_PROXY, or bypass it: NO_PROXY=${p.host}`,
      ),
    "proxy-authentication": (p: NetworkFacts) =>
      failure(
        `the proxy ${p.proxy ?? ""} wants a user name and a password`,
        `Put them in: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT`,
      ),
    "proxy-refused": (p: NetworkFacts) =>
      failure(
        `the proxy ${p.proxy ?? ""} refused to connect to ${p.host} (${p.status ?? "?"})`,
        `Ask its administrator to allow ${p.host}.`,
      ),
    "rate-limited": (p: NetworkFacts) =>
      failure(
        `${p.host} says there were too many requests`,
        `Wait ${p.retryAfterSeconds ?? 30} seconds and try again.`,
      ),
    "server-error": (p: NetworkFacts) =>
      failure(
        `${p.host} is in trouble (${p.status ?? "5xx"}${p.detail ? `, ${clause(p.detail)}` : ""})`,
        `See its status page, or try again later.`,
      ),
    "web-page": (p: NetworkFacts) =>
      failure(
        `a web page came back from ${p.host} instead of an answer`,
        `Sign in to the network in a browser, or check --base-url.`,
      ),
    unreadable: (p: NetworkFacts) => failure(`${p.host} answered something that cannot be read`, `Check --base-url.`),
    "empty-list": (p: NetworkFacts) => failure(`${p.host} gave an empty list`, `Try again later.`),
    "unexpected-status": (p: NetworkFacts) =>
      failure(`${p.host} answered ${p.status ?? "?"}${p.detail ? ` (${p.detail})` : ""}`, `Check --base-url.`),
    redirect: (p: NetworkFacts) =>
      failure(`${p.host} sends us to ${p.detail || "another host"}, where the key must not go`, `Check --base-url.`),
    "too-large": (p: NetworkFacts) => failure(`the answer of ${p.host} is too large`, `Check --base-url.`),
  },
  model: {
    privacy: { private: "private", anonymized: "anonymized", unknown: "?" },
    free: "free",
    reasoning: { full: "reasoning", short: "R" },
    vision: { full: "vision", short: "V" },
    tools: { full: "tools", short: "T" },
    code: { full: "code", short: "C" },
    uncensored: { full: "uncensored", short: "U" },
    context: (tokens: string) => `${tokens} context`,
    price: (price: string, known: boolean) =>
      known ? (price.startsWith("$") ? `${price} per 1M in/out` : price) : `price unknown`,
    retires: (date: string, replacement: string | undefined) =>
      `Retires on ${date}.${replacement ? ` Its replacement: ${replacement}.` : ""}`,
    withheld: {
      offline: "it is offline at the moment",
      retired: "it was retired",
      encrypted: "it works only with end-to-end encryption, which OpenClaw does not have",
      "not-text": "it is not a text model",
      "not-private": "it is not known to be private, and --private-only was given",
    },
  },
  onboard: {
    title: (provider: string) => `Set up ${provider} for OpenClaw`,
    configPath: (path: string, isNew: boolean) => `Config: ${path}${isNew ? " (will be made)" : ""}`,
    keys: `Esc goes back one question. Ctrl-C leaves; nothing is written before you agree.`,

    /** What is missing where nobody can be asked. */
    missing: {
      consent: "leave to write without asking",
      provider: "the provider",
      key: (provider: string) => `a ${provider} key`,
    },
    whichProvider: "Which provider?",
    makeKey: (url: string) => `Make a key, or find yours: ${url}`,
    enterKey: (provider: string) => `${provider} API key`,
    enterKeyAgain: (defect: string) => `The key ${defect}. Paste only the key itself.`,
    useKey: (key: string, tail: string) => `Use ${key}${tail ? ` (ends …${tail})` : ""}?`,
    whichKey: (provider: string) => `Which ${provider} key?`,
    keyFrom: (key: string, tail: string) => `${key}${tail ? ` (ends …${tail})` : ""}`,
    anotherKey: "another key, to be entered now",
    received: (length: number, tail: string) => `Received ${length} characters${tail ? `, ends …${tail}` : ""}`,
    unrecognized: (provider: string, prefixes: readonly string[]) =>
      `This does not look like a ${provider} key. They begin with ${list(prefixes)}.`,
    useAnyway: "Use it anyway?",

    checking: (provider: string) => `Asking ${provider} about the key …`,
    fetching: (provider: string) => `Fetching the models of ${provider} …`,
    accepted: (provider: string, balances: readonly string[]) =>
      balances.length > 0 ? `Key accepted. It can spend ${list(balances)}.` : `Key accepted by ${provider}.`,
    expires: (date: string, days: number) =>
      days < 0
        ? `It expired on ${date}.`
        : `It expires on ${date} (${days === 0 ? "today" : `in ${days} day${days === 1 ? "" : "s"}`}).`,
    adminKey: (url: string) =>
      `It is an admin key, which can also manage your account. An inference key is safer: ${url}`,
    cannotSpend: (provider: string, why: string, url: string) =>
      `${provider} knows the key, but it cannot be used yet: ${clause(why)}. Put that right at ${url}; setup goes on.`,
    cannotSpendReasons: {
      "not-permitted": "its balance is empty, or a limit of the key is reached",
      balance: "the account has no balance left",
      "spend-limit": "the key has reached its spending limit",
      forbidden: "it is not allowed to",
    },
    rejected: (provider: string, detail: string, left: number) =>
      `${provider} rejected the key: ${clause(detail)}.${left > 0 ? ` Try again (${left} more ${left === 1 ? "try" : "tries"}).` : ""}`,
    malformed: (key: string, defect: string) => `${capital(key)} ${defect}.`,
    rejectedShape: (prefixes: readonly string[]) => `Keys begin with ${list(prefixes)}.`,
    unchecked: (failure: string, advice: string) => `The key was not checked: ${failure}. ${advice} Setup goes on.`,
    notChecked: `The key was not checked, as you asked.`,
    historyWarning: (flag: string, variable: string) =>
      `A key given with ${flag} stays in the shell's history. Safer: ${flag}-stdin, ${flag}-file, or ${variable}.`,

    liveModels: (count: number, provider: string, skipped: number) =>
      `${provider} offers ${models(count)}.${skipped > 0 ? ` ${skipped} unreadable ${skipped === 1 ? "entry was" : "entries were"} left out.` : ""}`,
    cachedModels: (count: number, age: string, failure: string | undefined) =>
      `Using the list of ${models(count)} from ${age} ago${failure ? `: ${failure}` : ""}.`,
    staticModels: (count: number, failure: string | undefined) =>
      `Using the built-in list of ${models(count)}${failure ? `: ${failure}` : ""}. It may be out of date.`,
    age: (minutes: number) =>
      minutes < 1
        ? "less than a minute"
        : minutes < 120
          ? count(minutes, "minute")
          : minutes < 2880
            ? count(Math.floor(minutes / 60), "hour")
            : count(Math.floor(minutes / 1440), "day"),
    privacy: (provider: string): readonly (readonly [string, string])[] => [
      ["private", `runs at ${provider}; what you send is never stored or logged`],
      ["anonymized", `passed on to its owner, who sees the text but not who sent it`],
    ],
    whichModel: "Default model",
    noSuchModel: "No model matches. Press backspace to widen the search.",
    presentGroup: "Your default now",
    keepModel: (ref: string) => `keep ${ref}`,
    keepModelWhy: (provider: string) => `${provider} is added, your default stays as it is.`,
    keepGoneWhy: (provider: string) => `${provider} does not offer it now.`,
    recommendedGroup: "Recommended",
    allGroup: (count: number) => `All ${count} (R reasoning V vision T tools C code U uncensored, $/1M in/out)`,
    goneForKey: (model: string) => `${model} is not offered to this key. Choose another one.`,
    defaultKept: (ref: string) => `Your default stays ${ref}. To change it: --model`,
    defaultNotPrivate: (ref: string) =>
      `Your default ${ref} is not private, and stays although --private-only was given. Change it with --model.`,
    defaultGone: (ref: string, provider: string) =>
      `Your default ${ref} is not among the models ${provider} offers now. It stays; change it with --model.`,

    whichStore: "Where should the key be kept?",
    keepEnvironmentKey: (dotenvPath: string) => `Also keep it in ${dotenvPath}, where a background gateway finds it?`,
    store: {
      dotenv: {
        label: (p: StoreFacts) => `${p.dotenvPath} (recommended)`,
        why: (_: { variable: string }) => `OpenClaw reads it at its start. The config holds only a reference to it.`,
      },
      config: {
        label: (p: StoreFacts) => `${p.configPath}, in its env block`,
        why: (_: { variable: string }) => `In plain text in the config itself: do not share or commit that file then.`,
      },
      env: {
        label: (p: StoreFacts) => `nowhere: I set ${p.variable} myself`,
        why: (p: { variable: string }) => `Nothing is stored. OpenClaw does not start where ${p.variable} is not set.`,
      },
    },
    notStored: (variable: string) =>
      `The key was not stored: it is in ${variable}, which a background gateway does not see. To store it: --key-store dotenv`,

    changes: "Changes",
    noChanges: "No changes: everything is already as it should be.",
    newFile: (path: string) => `${path} (new, for your eyes only)`,
    dryRun: "Dry run: nothing was written.",
    confirm: "Write these changes?",
    inPlace: (path: string) =>
      `${path} could not be replaced (it is mounted by itself), so it was overwritten in place.`,
    otherNames: (path: string) => `${path} had other names (hard links); those still hold the old contents.`,
    otherChanges: "The files have changed meanwhile. This is what would be written now:",
    wrote: (path: string, backup: string | undefined) => `Wrote ${path}${backup ? ` (backup: ${backup})` : ""}`,
    ready: (provider: string, ref: string) => `${provider} is set up. Default model: ${ref}`,
    readyKept: (provider: string, ref: string) => `${provider} is set up. Your default model is still ${ref}`,

    next: "Next",
    nextGateway: ["openclaw gateway restart", "if one is running: it reads the files at its start"] as const,
    nextStatus: (url: string, provider: string) => [url, `whether ${provider} is up`] as const,
    again: (variable: string) => `To do the same without questions (elsewhere, with the key in ${variable}):`,
    commentsAtRisk: `Your config has comments. This program keeps them; OpenClaw's own \`config\` and \`models\` commands strip them.`,

    tryModel: (ref: string, most: string | undefined) => `Test ${ref} now${most ? ` (costs at most ${most})` : ""}?`,
    trying: (ref: string) => `Waiting for ${ref} …`,
    answered: (ref: string, milliseconds: number) => `${ref} answers (${(milliseconds / 1000).toFixed(1)} s).`,
    refused: (ref: string, detail: string) =>
      `${ref} did not answer: ${clause(detail)}. Everything is written; try again later.`,

    notices: {
      "key-moved": (p: { from: string; to: string }) => `The key in plain text at ${p.from} moves to ${p.to}.`,
      "reference-replaced": (p: { variable: string }) => `The reference at apiKey gives way to \${${p.variable}}.`,
      "cap-lowered": (p: { model: string; from: number; to: number }) =>
        `maxTokens of ${p.model} goes from ${p.from} down to ${p.to}: more is refused.`,
      "auth-profile": (p: { profile: string }) =>
        `OpenClaw's own key store has "${p.profile}", and believes it more than this key. If they differ: openclaw models auth`,
      "agents-override": (p: { agents: readonly string[] }) =>
        `These agents have a model of their own and do not use the default: ${list(p.agents)}.`,
      "readable-by-others": (p: { path: string; mode: string; command: string }) =>
        `${p.path} holds the key and may be read by others (mode ${p.mode}). Close it: ${p.command}`,
    },
    untidy: (variable: string) =>
      `${variable} holds quotes or spaces around the key, and OpenClaw takes them for a part of it. Set it without them.`,
    shadowed: (variable: string) =>
      `${variable} in this shell holds another key, and OpenClaw believes the shell. Run: unset ${variable}`,
    shadowedIn: (place: string) => `OpenClaw will find another key in ${place} first.`,
    hidden: (variable: string) =>
      `${variable} is set but empty in this shell, which hides the stored key. Run: unset ${variable}`,
    unset: (variable: string) => `OpenClaw will not start until ${variable} is set: export ${variable}=…`,
  },
};

interface NetworkFacts {
  readonly host: string;
  readonly detail: string;
  readonly proxy?: string | undefined;
  readonly status?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly phase?: string | undefined;
  readonly milliseconds?: number | undefined;
}

interface StoreFacts {
  readonly dotenvPath: string;
  readonly configPath: string;
  readonly variable: string;
}

function failure(what: string, advice: string): { readonly what: string; readonly advice: string } {
  return { what, advice };
}

function why(p: NetworkFacts): string {
  return p.detail ? ` (${p.detail})` : "";
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "the time allowed" : `${Math.round(milliseconds / 100) / 10} s`;
}

function models(number: number): string {
  return count(number, "model");
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
