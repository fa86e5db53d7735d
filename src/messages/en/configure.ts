import { list } from "../phrases.ts";

/** The menu of `openclaw configure`, and what is behind its entries. */
export const configure = {
  title: "Configure OpenClaw",
  what: "What do you want to change?",
  entries: {
    review: () => "Review and write the changes",
    key: () => "Model/auth",
    model: () => "Default model",
    store: () => "Where the key is kept",
    check: () => "Check the setup",
    remove: (provider: string) => `Remove ${provider}`,
    quit: () => "Quit",
  },
  why: {
    review: () => "Shows every line that changes, and asks before anything is written.",
    key: () => "Choose the provider and its key. The default model you have stays as it is.",
    model: () => "The model that answers unless you say otherwise. The key stays as it is.",
    store: () => "In OpenClaw's .env, in the config, or nowhere.",
    check: (provider: string) => `Asks ${provider} about the key, and looks for your default model in its list.`,
    remove: (provider: string) => `Takes ${provider}, its key and its models out of your files. You see it before.`,
    quit: () => "Nothing is written without your yes.",
  },
  unsaved: { full: "unsaved", short: "*" },
  notSetUp: "not set up yet",
  none: "none",
  keyOf: (provider: string, key: string) => `${provider}, ${key}`,
  keyEnds: (tail: string) => (tail ? `key …${tail}` : "key"),
  origin: { found: (place: string) => `in ${place}`, entered: "just entered" },
  keyMissing: "no key",
  external: (source: string) => `key referred to (${source})`,
  hidden: (variable: string) => `${variable} is empty in this shell`,
  place: {
    env: (path: string) => `${path}, env block`,
    block: (path: string) => `${path}, at apiKey`,
    flat: (path: string) => `${path}, an old form`,
    environment: (variable: string) => `nowhere; ${variable} of your shell`,
    own: (variable: string) => `${variable}, a variable of yours`,
  },

  noKey: `There is no key yet. Choose Model/auth first.`,
  oneProviderAtATime: (provider: string) =>
    `Changes to ${provider} wait to be written. Write or discard them before you choose another provider.`,
  unchanged: "That is how it is already: nothing to write.",

  leave: "You have changes that are not written.",
  leaving: { write: "Review and write them", discard: "Discard them", stay: "Go back to the menu" },
  nothingWritten: "Nothing was written.",

  /** What the check says. */
  keyIs: (key: string, what: string) => `${key}: ${what}`,
  defaultIs: (ref: string) => `Default model: ${ref}`,
  noDefault: "There is no default model: OpenClaw picks its own.",
  hiddenByList: (ref: string) => `An allow-list in the config keeps ${ref} from being used. Choose it again to add it.`,

  dropped: (provider: string) => `What you changed and did not write is dropped if you remove ${provider}.`,
  nothingToRemove: (provider: string) => `There is nothing of ${provider} in your files.`,
  removed: (provider: string) => `${provider} is removed. To set it up again: openclaw onboard`,
  keyRemains: (provider: string, url: string) =>
    `The key itself still works at ${provider}. If nothing else uses it, delete it there: ${url}`,

  removal: {
    "key-dropped": (p: { from: string }) =>
      `The key leaves ${p.from}, and no backup keeps it: make a copy if you have none.`,
    "key-needed": (p: { variable: string; at: readonly string[] }) =>
      `${p.variable} stays where it is, for this needs it, too: ${list(p.at)}`,
    "key-elsewhere": (p: { place: string }) => `The key lies in ${p.place}, which is yours and stays.`,
    "in-shell": (p: { variable: string }) =>
      `${p.variable} is set in this shell, where OpenClaw may find it. Run: unset ${p.variable}`,
    "profile-stays": (p: { profile: string }) =>
      `OpenClaw's own key store still has "${p.profile}". See: openclaw models auth`,
    "new-default": (p: { ref: string }) => `Your default model becomes ${p.ref}, until now a fallback.`,
    "no-default": () => `You have no default model then: OpenClaw picks its own. To choose: openclaw models set REF`,
    "allow-list-gone": () => `The list of allowed models is empty then, so OpenClaw allows every model.`,
    "still-named": (p: { at: readonly string[] }) =>
      `These name a model that is gone then. They are yours, and stay: ${list(p.at)}`,
  },

  /** What to type where nobody can be asked. */
  instead: {
    key: "The key",
    model: "The default model",
    store: "Where the key is kept",
    check: "Check the setup",
    remove: "Remove a provider",
  },
  onlyAtTerminal: "only at a terminal, since it asks before it takes anything away",
};
