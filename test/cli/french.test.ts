import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { languageOf } from "../../src/messages/messages.ts";
import type { ProviderManifest } from "../../src/providers/provider.ts";
import { runnableCommands } from "../support/command-lines.ts";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { createHome, type Home } from "../support/home.ts";
import { configPath, dotenvPath, subjects } from "../support/onboarding.ts";
import { manifests, type RunOptions, run, venice } from "../support/run.ts";

/** A space at which no line is broken. */
const s = "\u00a0";
const french = { LANG: "fr_FR.UTF-8" };
const inFrench = (argv: readonly string[], options: RunOptions = {}) =>
  run(argv, { ...options, env: { ...french, ...options.env } });

describe("whose language it is", () => {
  test.each([
    ["fr", "fr"],
    ["FR", "fr"],
    ["fr_FR.UTF-8", "fr"],
    ["fr-CA", "fr"],
    ["fr_BE@euro", "fr"],
    ["en_US.UTF-8", "en"],
    ["C", "en"],
    ["C.UTF-8", "en"],
    ["POSIX", "en"],
    ["de_DE.UTF-8", "en"],
    ["frp_FR", "en"],
    ["constructor", "en"],
    ["../fr", "en"],
    ["", "en"],
  ])("the locale %j is %s", (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  test.each<[string, Record<string, string | undefined>, "fr" | "en"]>([
    ["nothing is set", { LANG: undefined }, "en"],
    ["LANG", { LANG: "fr_FR.UTF-8" }, "fr"],
    ["LC_MESSAGES before LANG", { LANG: "fr_FR.UTF-8", LC_MESSAGES: "en_GB.UTF-8" }, "en"],
    ["LC_ALL before LC_MESSAGES", { LC_MESSAGES: "en_GB.UTF-8", LC_ALL: "fr_CA.UTF-8" }, "fr"],
    ["OPENCLAW_LOCALE before LC_ALL", { LC_ALL: "fr_CA.UTF-8", OPENCLAW_LOCALE: "en" }, "en"],
    ["OPENCLAW_LOCALE in another spelling", { LC_ALL: "C", OPENCLAW_LOCALE: "fr-CA" }, "fr"],
    ["what is empty says nothing", { LANG: "fr_FR.UTF-8", LC_MESSAGES: "", LC_ALL: "", OPENCLAW_LOCALE: "" }, "fr"],
    ["OPENCLAW_LOCALE in a language there is not", { LANG: "fr_FR.UTF-8", OPENCLAW_LOCALE: "tlh" }, "en"],
    ["other categories than messages", { LANG: "en_US.UTF-8", LC_CTYPE: "fr_FR.UTF-8", LC_TIME: "fr_FR.UTF-8" }, "en"],
  ])("%s", async (_, env, language) => {
    const { stderr } = await run(["onbord"], { env });
    expect(stderr).toContain(language === "fr" ? "Vouliez-vous dire onboard" : "Did you mean onboard");
    // A locale that is unknown is nothing to complain of.
    expect(stderr).not.toContain("tlh");
  });
});

describe.each(subjects)("onboarding with $label", ({ id, label, choice, flag, variable, key, defaultModel, start }) => {
  const flags = (baseUrl: string) => ["onboard", "--non-interactive", "--auth-choice", choice, "--base-url", baseUrl];

  test("is told in French, and writes the same bytes", async () => {
    const server = await start();
    const argv = [...flags(server.baseUrl), `${flag}-stdin`];
    const [english, result] = [
      await run(argv, { manifests, stdin: key }),
      await inFrench(argv, { manifests, stdin: key }),
    ];
    expect(result.code).toBe(0);
    expect(result.stderr).toContain(`${label} est configuré. Modèle par défaut${s}: ${id}/${defaultModel}`);
    expect(result.stderr).toContain(`La même chose sans questions (ailleurs, avec la clé dans ${variable})${s}:`);
    expect(result.stderr).toMatch(/Modifications\n {2}~\/\.openclaw\/\.env \(nouveau, lisible par vous seul\)/);
    const files = (home: Home) =>
      Object.entries(home.files()).map(([path, text]) => [path, text.replace(/"fetchedAt":\s*"[^"]+"/, "")]);
    expect(files(result.home)).toEqual(files(english.home));
    expect(Object.keys(result.home.files())).toContain(dotenvPath);
  });

  test("a key that is refused, and one that is missing", async () => {
    const server = await start();
    const refused = await inFrench([...flags(server.baseUrl), flag, `${key.slice(0, -4)}zzzz`], { manifests });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain(`${label} a refusé la clé donnée avec ${flag}${s}:`);
    expect(refused.stderr).toContain("Rien n'a été écrit.");
    const missing = await inFrench(flags(server.baseUrl), { manifests });
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(`il manque ces réponses${s}: une clé ${label} (${flag}-file).`);
    expect(missing.stderr).toContain(`Lancez, avec votre clé dans key.txt${s}:\n    openclaw onboard`);
  });
});

/** A home as people have one, with a default, a fallback and a key. */
function livedHome(baseUrl: string, key: string = keys.good): Home {
  return createHome({
    [configPath]: `{
  agents: { defaults: { model: { primary: "venice/llama-3.3-70b", fallbacks: ["venice/claude-opus-45"] } } },
  models: { providers: { venice: { baseUrl: "${baseUrl}", apiKey: "\${VENICE_API_KEY}", api: "openai-completions", models: [] } } },
}
`,
    [`${configPath}.bak`]: "{ agents: {} }\n",
    [dotenvPath]: `VENICE_API_KEY=${key}\n`,
  });
}

describe("what is shown", () => {
  test("models list: data for programs is the same in every language, what is said is not", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const english = await run(["models", "list"], { home });
    const result = await inFrench(["models", "list"], { home });
    expect(result.stdout).toBe(english.stdout);
    expect(result.stdout).toContain("reasoning,vision,tools");
    expect(result.stderr).toBe(
      `33 modèles de Venice AI, liste reçue il y a moins d'une minute. Pour redemander${s}: --refresh\n`,
    );
  });

  test("models info: numbers and prices as they are written in French", async () => {
    const server = await venice();
    const { stdout } = await inFrench(["models", "info", "deepseek-v3.2"], { home: livedHome(server.baseUrl) });
    expect(stdout).toContain(`Mode          privé${s}: tourne chez Venice AI, sans rien stocker ni journaliser\n`);
    expect(stdout).toContain("Capacités     raisonnement, outils\n");
    expect(stdout).toContain(`Contexte      163${s}840 tokens\n`);
    expect(stdout).toContain(`Prix          0,40${s}$ en entrée, 1,00${s}$ en sortie, par million de tokens\n`);
    expect(stdout).toContain(`Indiqué pour  Raisonnement complexe${s}: Raisonnement solide, privé\n`);
    expect(stdout).toContain(`Pour en faire votre modèle par défaut${s}: openclaw models set venice/deepseek-v3.2\n`);
  });

  test("models compare: lines for programs are the same in every language", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const argv = ["models", "compare", "llama-3.3-70b", "claude-opus-45"];
    expect((await inFrench(argv, { home })).stdout).toBe((await run(argv, { home })).stdout);
  });

  test("models probe: what is said of it; the lines for programs are the same", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const argv = ["models", "probe", "deepseek-v3.2", "--yes"];
    const result = await inFrench(argv, { home });
    expect(result.stdout).toBe((await run(argv, { home })).stdout);
    expect(result.stderr).toMatch(/^\d petites requêtes à venice\/deepseek-v3\.2, pour 0,\d+\u00a0\$ au plus\.$/m);
    expect(result.stderr).toMatch(/Annoncé mais pas constaté\u00a0: outils,/);
  });

  test("doctor: every line, and what to do about it", async () => {
    const server = await venice();
    const { stdout, code } = await inFrench(["doctor"], { home: livedHome(server.baseUrl) });
    expect(code).toBe(0);
    expect(stdout).toContain("ok      config     ~/.openclaw/openclaw.json est lisible\n");
    expect(stdout).toMatch(/ok {6}clé {8}la clé de ~\/\.openclaw\/\.env \(fin …\S+\)\u00a0: Venice AI l'accepte/);
    expect(stdout).toContain(`50,23${s}$, 100,02${s}DIEM, 25,00${s}crédits inclus`);
    expect(stdout).toContain(
      `alerte  modèles    le modèle de secours venice/claude-opus-45 est moins privé que venice/llama-3.3-70b${s}: son éditeur voit vos messages\n` +
        "                   → openclaw models fallbacks remove venice/claude-opus-45\n",
    );
    expect(stdout).toMatch(/\d alertes?\./);
  });

  test("configure where nobody can be asked: the commands that do the same", async () => {
    const { stderr, code } = await inFrench(["configure"]);
    expect(code).toBe(2);
    expect(stderr).toContain("openclaw configure pose des questions, et personne ici ne peut y répondre.");
    expect(stderr).toContain(`Le modèle par défaut${s}: openclaw models set`);
  });

  test("chat: what is said besides the answer", async () => {
    const server = await venice();
    const home = livedHome(server.baseUrl);
    const result = await inFrench(["chat", "--usage", "Bonjour"], { home });
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(
      /^12 tokens en entrée · 7 en sortie · 0,000028\u00a0\$ · .*\d,\d\u00a0s jusqu'au premier token$/m,
    );
  });
});

describe("an error of every exit code, in words that say what to do", () => {
  const broken = { ...manifests[0], models: undefined } as unknown as ProviderManifest;

  test.each<[string, number, readonly string[], () => RunOptions, readonly string[]]>([
    [
      "a bug of ours",
      1,
      ["models", "list", "--offline"],
      () => ({ manifests: [broken] }),
      [`Quelque chose a mal tourné dans ce programme${s}: `, "Merci de le signaler. Avec --debug, il en dit plus."],
    ],
    [
      "a misspelt flag",
      2,
      ["models", "list", "--vison"],
      () => ({}),
      [`Option inconnue «${s}--vison${s}»\n(Vouliez-vous dire --vision${s}?)`, `Voir${s}: openclaw models list --help`],
    ],
    ["a flag without its value", 2, ["models", "list", "--search"], () => ({}), ["--search attend une valeur."]],
    [
      "a value that is none of the choices",
      2,
      ["models", "list", "--sort", "x"],
      () => ({}),
      [`L'option «${s}--sort <order>${s}» n'accepte pas «${s}x${s}». Valeurs possibles${s}: name, price, context.`],
    ],
    ["an argument that is missing", 2, ["models", "set"], () => ({}), [`Il manque l'argument «${s}ref${s}»`]],
    [
      "too many arguments",
      2,
      ["models", "info", "a", "b"],
      () => ({}),
      [`Trop d'arguments pour «${s}info${s}»${s}: 1 attendu, 2 donnés.`],
    ],
    [
      "a number that is none",
      2,
      ["chat", "--temperature", "hot", "x"],
      () => ({}),
      [`«${s}hot${s}» n'est pas un nombre de 0 à 2 pour --temperature.`],
    ],
    [
      "a command of OpenClaw's own",
      2,
      ["gateway"],
      () => ({}),
      [`«${s}gateway${s}» est une commande d'OpenClaw lui-même.`],
    ],
    [
      "a config that is broken",
      3,
      ["models", "list", "--offline"],
      () => ({ home: createHome({ [configPath]: "{ a: b }" }) }),
      [
        `~/.openclaw/openclaw.json:1:6${s}: la configuration n'est pas du JSON5 valide${s}: il faudrait une valeur au lieu de «${s}b${s}».`,
        "Rien n'a été modifié. Corrigez cet endroit et relancez la commande.",
      ],
    ],
    [
      "a key that is missing",
      4,
      ["chat", "Bonjour", "--model", "venice/llama-3.3-70b"],
      () => ({}),
      [`Il n'y a pas de clé Venice AI${s}: VENICE_API_KEY n'est définie nulle part.`],
    ],
    [
      "a provider that is not there",
      5,
      ["chat", "Bonjour", "--model", "venice/llama-3.3-70b", "--base-url", "https://nobody.invalid/v1"],
      () => ({ env: { VENICE_API_KEY: keys.good } }),
      [
        `Venice AI n'a pas pu être joint${s}: le nom nobody.invalid est introuvable.`,
        "Vérifiez votre réseau et --base-url.",
      ],
    ],
  ])("%s: %d", async (_, code, argv, options, words) => {
    const result = await inFrench(argv, options());
    for (const text of words) expect(result.stderr).toContain(text);
    expect(result.code).toBe(code);
  });

  test("the key stays out of it", async () => {
    const { stderr } = await inFrench(["onboard", `--venice-api-kee=${unknownKeys.venice}`]);
    expect(stderr).toContain(`Option inconnue «${s}--venice-api-kee${s}»`);
    expect(stderr).not.toContain(unknownKeys.venice.slice(21, 40));
  });
});

describe("the help", () => {
  const commands = [[], ["models"], ["models", "fallbacks"], ["config"], ...runnableCommands().map(({ path }) => path)];

  test.each(commands.map((path) => ["openclaw", ...path].join(" ")))(
    "%s --help fits into 80 columns",
    async (command) => {
      const argv = [...command.split(" ").slice(1), "--help"];
      const [english, { stdout, code }] = [await run(argv), await inFrench(argv)];
      expect(code).toBe(0);
      expect(stdout).not.toMatch(/\b(Usage|Options:|Commands|Arguments:|default:|choices|the|Examples?|Exit)\b/);
      // What is longer in English is a command to copy, which is as long in French.
      const longest = Math.max(80, ...english.stdout.split("\n").map((line) => stringWidth(line)));
      for (const line of stdout.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(longest);
      const flags = (text: string) => text.match(/^ {2}(-\S.*?)(?= {2}|$)/gm);
      expect(flags(stdout)).toEqual(flags(english.stdout));
    },
  );
});

test("what --json prints, and what is said beside it, is the same in both languages", async () => {
  const server = await venice();
  const commands: readonly (readonly string[])[] = [
    ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--model", "deepseek-v3.2", "--json"],
    ["onboard", "--non-interactive", "--auth-choice", "venice-api-key", "--model", "nope", "--json"],
    ["configure", "--json"],
    ["models", "list", "--json"],
    ["models", "info", "qwen3-4b", "--json"],
    ["models", "info", "nope", "--json"],
    ["models", "compare", "qwen3-4b", "llama-3.3-70b", "--json"],
    ["models", "set", "claude-opus-45", "--json"],
    ["models", "set", "odd-offline-8b", "--json"],
    ["models", "fallbacks", "list", "--json"],
    ["models", "fallbacks", "remove", "venice/claude-opus-45", "--json"],
    ["models", "status", "--probe", "--json"],
    ["models", "policy", "private-only", "--json"],
    ["doctor", "--json"],
    ["doctor", "--fix", "--yes", "--json"],
    ["config", "file", "--json"],
    ["config", "validate", "--json"],
    ["config", "restore", "--json"],
    ["config", "restore", "1", "--yes", "--json"],
    ["chat", "--json", "Hello"],
    ["chat", "--json", "--temperature", "hot", "Hello"],
    ["models", "list", "--json", "--nonsense"],
  ];
  for (const argv of commands) {
    const [english, result] = await Promise.all(
      [{}, french].map(async (env) => {
        const { stdout, stderr, code, home } = await run(argv, { home: livedHome(server.baseUrl), env });
        const plain = (text: string) =>
          text
            .replaceAll(home.path, "HOME")
            .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
            .replace(/"\w+-CDG"/, '"ID"')
            .replace(/"(firstToken|total)": \d+/g, '"$1": 0');
        return { code, stdout: plain(stdout), stderr: plain(stderr) };
      }),
    );
    expect(result, argv.join(" ")).toEqual(english);
    expect(() => JSON.parse(result?.stdout ?? ""), argv.join(" ")).not.toThrow();
  }
});
