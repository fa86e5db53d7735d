import { capital, clause, list, toCopy } from "../phrases.ts";
import { shellPath } from "../shell-word.ts";
import { chatErrors, chatUsageErrors } from "./chat-errors.ts";
import { configure } from "./configure.ts";
import { type Flaw, flawText } from "./json5.ts";
import { key } from "./key.ts";
import { kindName, reason } from "./reasons.ts";

/** What an error says: what happened, and what to do or type next. */
interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

const baseUrlReasons: Readonly<Record<string, string>> = {
  address: "it is no web address",
  protocol: "it must begin with https://",
  credentials: "a user name or password does not belong in it",
  query: "nothing may follow its path",
  variable: "it refers to a variable that is not set",
};

const ranges = {
  number: "a number",
  temperature: "a number from 0 to 2",
  count: "a whole number above 0",
  usd: "an amount of US dollars",
};

export const errors = {
  ...chatErrors,
  ...chatUsageErrors,
  usage: (p: { detail: string; command: string }): ErrorText => ({
    message: p.detail,
    hint: `See: ${p.command} --help`,
  }),
  "command-missing": (p: { command: string; example: string }): ErrorText => ({
    message: `${p.command} needs to know what to do.`,
    hint: `Name one of the commands above, such as: ${p.command} ${p.example}`,
  }),
  "command-of-openclaw": (p: { command: string }): ErrorText => ({
    message: `"${p.command}" is a command of OpenClaw itself. This is openclaw-venice, which sets up a provider for it.`,
    hint: `If both are installed, this one stands first on your PATH: see them with "which -a openclaw", and call the other by its path.\nTo install OpenClaw: https://docs.openclaw.ai/install`,
  }),
  "option-without-value": (p: { flag: string; next: string | undefined }): ErrorText => ({
    message: `${p.flag} needs a value${p.next === undefined ? "" : `, but ${p.next} follows it`}.`,
    hint: `Put the value right after it: ${p.flag} VALUE`,
  }),
  "unknown-auth-choice": (p: { choice: string; valid: readonly string[] }): ErrorText => ({
    message: `Unknown --auth-choice "${p.choice}".`,
    hint: `Valid choices: ${list(p.valid)}. Try: openclaw onboard --auth-choice ${p.valid[0]}`,
  }),
  "shell-unknown": (p: { shell: string | undefined; valid: readonly string[] }): ErrorText => ({
    message: p.shell === undefined ? `Which shell is it for?` : `There is no completion for the shell "${p.shell}".`,
    hint: `Shells: ${list(p.valid)}. For example: openclaw completion ${p.valid[0]}`,
  }),
  "several-keys-given": (p: { flags: readonly string[] }): ErrorText => ({
    message: `Several flags give a key: ${list(p.flags)}.`,
    hint: `Keep one of them and run the command again.`,
  }),
  "answers-missing": (p: {
    missing: readonly { flags: readonly string[]; what: string }[];
    command: string;
    keyFile: string | undefined;
  }): ErrorText => ({
    message: `Nobody is asked here, and these answers are missing: ${list(p.missing.map((m) => `${m.what} (${m.flags.join(" or ")})`))}.`,
    hint: `Run${p.keyFile === undefined ? "" : `, with your key in ${p.keyFile}`}:${toCopy(p.command)}`,
  }),
  "needs-terminal": (p: {
    command: string;
    instead: readonly { section: keyof typeof configure.instead; command: string | undefined }[];
  }): ErrorText => ({
    message: `openclaw ${p.command} asks questions, and there is nobody here to answer them.`,
    hint: [
      `Without a terminal:`,
      ...p.instead.map(
        ({ section, command }) => `${configure.instead[section]}: ${command ?? configure.onlyAtTerminal}`,
      ),
    ].join("\n  "),
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
    message: `${capital(p.source)} ${key.malformed[p.reason]}.`,
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
  "mode-not-local": (p: { mode: string }): ErrorText => ({
    message: `--mode ${p.mode}: this program sets up a local OpenClaw.`,
    hint: `Leave --mode out, and run it on the machine where OpenClaw runs.`,
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
  "no-such-model": (p: {
    provider: string;
    model: string;
    nearest: readonly string[];
    offered: number;
    source: "live" | "cached" | "static";
    command: string;
    canForce: boolean;
  }): ErrorText => ({
    message: `${p.provider} has no model "${p.model}" among the ${p.offered} ${p.source === "static" ? "built in here" : "it lists"}.`,
    hint: [
      p.nearest.length > 0
        ? `Did you mean: ${p.nearest.map((ref) => `${p.command} ${ref}`).join("\n          or: ")}`
        : `See what there is: openclaw models list`,
      ...(p.canForce ? [`To save it all the same, add --force`] : []),
    ].join("\n"),
  }),
  "model-withheld": (p: {
    model: string;
    reason: string;
    replacement: string | undefined;
    command: string;
    canForce: boolean;
  }): ErrorText => ({
    message: `${p.model} cannot be used: ${p.reason}.`,
    hint: [
      p.replacement ? `Its replacement: ${p.command} ${p.replacement}` : `See what there is: openclaw models list`,
      ...(p.canForce ? [`To save it all the same, add --force`] : []),
    ].join("\n"),
  }),
  "no-such-fallback": (p: { model: string; fallbacks: readonly string[] }): ErrorText => ({
    message: `${p.model} is not one of your fallbacks${p.fallbacks.length > 0 ? ` (${list(p.fallbacks)})` : ": there are none"}.`,
    hint: `See them: openclaw models fallbacks list`,
  }),
  "model-is-key": (_: object): ErrorText => ({
    message: `What stands in the place of a model looks like a key.`,
    hint: `See the models: openclaw models list. If the key got into your shell's history, make a new one.`,
  }),
  "model-not-private": (p: { model: string }): ErrorText => ({
    message: `${p.model} is not known to be private, and only private models are to be used here.`,
    hint: `Private models: openclaw models list --private\nTo allow others again: openclaw models policy any (or leave --private-only out)`,
  }),
  "policy-unreadable": (p: { path: string }): ErrorText => ({
    message: `${p.path}: privateOnly is neither true nor false.`,
    hint: `Mend it in an editor: it takes true or false. Or remove the file: then any model may be used.`,
  }),
  "unknown-provider": (p: { provider: string; valid: readonly string[] }): ErrorText => ({
    message: `Unknown --provider "${p.provider}".`,
    hint: `Providers this program knows: ${list(p.valid)}`,
  }),
  "number-invalid": (p: { flag: string; value: string; example: string; range?: keyof typeof ranges }): ErrorText => ({
    message: `"${p.value}" is not ${ranges[p.range ?? "number"]} for ${p.flag}.`,
    hint: `For example: ${p.flag} ${p.example}`,
  }),
  "no-model-left": (p: { provider: string; privateOnly: boolean }): ErrorText => ({
    message: `${p.provider} lists no model that can be used here${p.privateOnly ? " with --private-only" : ""}.`,
    hint: p.privateOnly ? `Run it again without --private-only.` : `Try again later, or name one: --model ID`,
  }),
  "config-not-parsed": (p: {
    path: string;
    line: number;
    column: number;
    flaw: Flaw;
    excerpt: string;
    backup: string | undefined;
  }): ErrorText => ({
    message: `${p.path}:${p.line}:${p.column}: the config is not valid JSON5: ${flawText(p.flaw)}.\n${p.excerpt}`,
    hint: `Nothing was changed. Mend that place and run the command again${p.backup === undefined ? "" : `, or put a backup back: openclaw config restore`}.`,
  }),
  "config-missing": (p: { path: string }): ErrorText => ({
    message: `There is no config at ${p.path}.`,
    hint: `Make one: openclaw onboard. If there are backups: openclaw config restore`,
  }),
  "backup-unknown": (p: { backup: string; count: number }): ErrorText => ({
    message: `There is no backup "${p.backup}"; ${p.count === 0 ? "there are none at all" : `they are numbered 1 to ${p.count}`}.`,
    hint: `See them: openclaw config restore. Or name the file: openclaw config restore ./openclaw.json.bak`,
  }),
  "backup-loses-key": (p: { path: string; provider: string }): ErrorText => ({
    message: `${p.path} is not valid JSON5, so the ${p.provider} key of the present config cannot be carried over into it.`,
    hint: `Nothing was changed. Keep the key elsewhere first: openclaw onboard --key-store dotenv`,
  }),
  "config-not-text": (p: { path: string; encoding: string }): ErrorText => ({
    message: `${p.path} is not UTF-8 text${p.encoding === "?" ? "" : ` (but ${p.encoding})`}.`,
    hint: `Nothing was changed. Save it as UTF-8 in your editor and run the command again.`,
  }),
  "config-unexpected": (p: { path: string; at: string; expected: readonly string[]; found: string }): ErrorText => ({
    message: `${p.path}: ${p.at || "the whole file"} is ${kindName(p.found)}, where OpenClaw wants ${p.expected.map(kindName).join(" or ")}.`,
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
    /** Where the key is to go, if it still has to: a line of that file, or wherever the variable is set. */
    key?: { readonly variable: string; readonly dotenv: string | undefined } | undefined;
  }): ErrorText => ({
    message: `${p.path}: ${p.at || "the whole config"} comes from ${list(p.included)} ($include), and this program does not rewrite included files.`,
    hint: `Nothing was changed. Paste this into ${p.included[0]} yourself:${toCopy(p.snippet)}${p.rest ? `\nand this into ${p.path}:${toCopy(p.rest)}` : ""}${p.key ? `\n${p.key.dotenv ? `and your key into ${p.key.dotenv}:${toCopy(`${p.key.variable}=YOUR-KEY`)}` : `and set ${p.key.variable} to your key wherever OpenClaw runs.`}` : ""}`,
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
    hint: `Check who owns it:${toCopy(`ls -ld ${shellPath(p.path)}`)}`,
  }),
  "file-unwritable": (p: { path: string; reason: string }): ErrorText => ({
    message: `${p.path} cannot be written: ${reason(p.reason)}. It is as it was.`,
    hint: `Check the folder's owner, its permissions and the space left:${toCopy(`ls -ld ${shellPath(p.path)}; df -h`)}`,
  }),
  "file-not-regular": (p: { path: string; kind: string }): ErrorText => ({
    message: `${p.path} is ${kindName(p.kind)}, not a file.`,
    hint: `Move it away, or name another config: OPENCLAW_CONFIG_PATH=PATH`,
  }),
  "home-unknown": (_: object): ErrorText => ({
    message: `There is no home folder to keep the config in: HOME is not set.`,
    hint: `Set it, or say where OpenClaw's files are: OPENCLAW_STATE_DIR=PATH`,
  }),
  "home-unusable": (p: { path: string; reason: string }): ErrorText => ({
    message: `Nothing can be kept in the home folder ${p.path}: ${reason(p.reason)}.`,
    hint: `Set HOME to a folder of yours, or say where OpenClaw's files are: OPENCLAW_STATE_DIR=PATH`,
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
};
