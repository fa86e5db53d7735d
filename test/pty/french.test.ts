import stringWidth from "fast-string-width";
import { expect, test } from "vitest";
import { keys, unknownKeys } from "../support/fake-venice/keys.ts";
import { createHome } from "../support/home.ts";
import { configPath, dotenvPath } from "../support/onboarding.ts";
import { key, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const start = ["onboard", "--auth-choice", "venice-api-key"];
const env = { LANG: "fr_FR.UTF-8" };
/** A space at which no line is broken. */
const s = "\u00a0";

function expectToFit(screen: string): void {
  for (const line of screen.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
}

test("the whole way in French: wrong key, right key, search, store, diff, oui, trial", async () => {
  const server = await venice();
  const home = createHome();
  const person = startPty([...start, "--base-url", server.baseUrl], { home, env });
  await person.see(`Pour créer une clé, ou retrouver la vôtre${s}: https://venice.ai/settings/api`);
  await person.see("Clé API Venice AI [masqué]");
  await person.see("coller la clé · entrée continuer");
  person.press(unknownKeys.venice + key.enter);
  await person.see(/a refusé la clé.*Authentication failed\. Encore 2 essais\./);
  await person.see(/essais\.\n.*\n\? Clé API Venice AI \[masqué\]\n.*continuer/);
  person.press(`${keys.good}`);
  await person.see(`${keys.good.length} caractères\n`);
  person.press(key.enter);
  await person.see("Clé acceptée. Elle peut dépenser");
  await person.see("taper pour chercher · ↑↓ se déplacer · entrée choisir · échap revenir");
  expectToFit(person.screen());
  person.press("complexe");
  await person.see(/❯ deepseek-v3\.2/);
  for (const _ of "complexe") person.press(key.backspace);
  await person.see(/❯ llama-3\.3-70b/);
  person.press("développement");
  await person.see(/❯ qwen3-coder-480b/);
  person.press(key.enter);
  await person.see(`Où conserver la clé${s}?`);
  await person.see(/❯ ~\/\.openclaw\/\.env \(recommandé\)[\s\S]*échap revenir/);
  person.press(key.enter);
  await person.see(`Écrire ces modifications${s}? (O/n)`);
  expect(home.files()).toEqual({});
  person.press(`oui${key.enter}`);
  await person.see(/Venice AI est configuré\. Modèle par défaut\u00a0:\s+venice\/qwen3-coder-480b-a35b-instruct/);
  await person.see(/Essayer venice\/qwen3-coder-480b-a35b-instruct \([\d,]+\u00a0\$ au plus\)\u00a0\?\s\(o\/N\)/);
  person.press(`x${key.enter}`);
  await person.see("Appuyez sur o ou n.");
  person.press(`${key.backspace}y${key.enter}`);
  await person.see("venice/qwen3-coder-480b-a35b-instruct répond");
  expect((await person.end()).code).toBe(0);
  expectToFit(person.screen());
  expect(home.files()[dotenvPath]).toBe(`VENICE_API_KEY=${keys.good}\n`);
  expect(home.files()[configPath]).toContain("venice/qwen3-coder-480b-a35b-instruct");
});

test("the same in plain lines, for a voice that reads them out: accents stay, signs are ASCII", async () => {
  const server = await venice({ delayMilliseconds: 300 });
  const home = createHome();
  const person = startPty([...start, "--accessible", "--no-color", "--base-url", server.baseUrl], { home, env });
  await person.see("r revient en arrière.");
  await person.see(`Tapez ou collez, puis Entrée${s}; rien ne s'affiche`);
  person.press(keys.good + key.enter);
  await person.see("Vérification de la clé auprès de Venice AI ...");
  await person.see("  1. llama-3.3-70b, privé, Discussion générale");
  await person.see(/Tapez un numéro, ou des mots à chercher \(Entrée\u00a0: llama-3\.3-70b\), r pour revenir\n>/);
  person.press(`développement${key.enter}`);
  await person.see(/ {2}1\. qwen3-coder-480b-a35b-instruct, privé, Développement\s+Tapez un numéro/);
  person.press(`r${key.enter}`);
  await person.see(/Utiliser la clé saisie \(fin \S+\)\u00a0\?\s+oui ou non \(Entrée\u00a0: oui\)\n>/);
  person.press(`ou${key.enter}`);
  await person.see(/Utiliser la clé saisie[\s\S]*Tapez un numéro, ou des mots/);
  person.press(`7${key.enter}`);
  await person.see(`Où conserver la clé${s}?`);
  await person.see(/Tapez un numéro \(Entrée\u00a0: ~\/\.openclaw\/\.env \(recommandé\)\), r pour revenir\n>/);
  person.press(`9${key.enter}`);
  await person.see("Ce numéro n'existe pas. Ils vont de 1 à 3.");
  person.press(key.enter);
  await person.see(/Écrire ces modifications\u00a0\?\s+oui ou non \(Entrée\u00a0: oui\), r pour revenir/);
  person.press(`peut-être${key.enter}`);
  await person.see("Tapez oui ou non.");
  person.press(`y${key.enter}`);
  await person.see(/Essayer venice[\s\S]*oui ou non \(Entrée\u00a0: non\)/);
  person.press(key.enter);
  expect((await person.end()).code).toBe(0);
  expectToFit(person.screen());
  // Letters with their accents, and nothing else beyond ASCII.
  expect(person.raw()).toMatch(/^[\x00-\x7fà-ÿÀ-ßœ\u00a0]*$/);
});

test("a conversation: its commands, what an answer cost, and how to leave", async () => {
  const server = await venice();
  const home = createHome({ [dotenvPath]: `VENICE_API_KEY=${keys.good}\n` });
  const argv = ["chat", "--model", "venice/claude-opus-45", "--base-url", server.baseUrl];
  const person = startPty(argv, { home, env, rows: 50 });
  await person.see(/venice\/claude-opus-45 \(anonymisé\)\. \/help liste les commandes, Ctrl-D quitte\.\n❯ ?$/);
  const say = async (text: string, answer: string | RegExp) => {
    person.press(text);
    await person.see(`❯ ${text}`);
    person.press(key.enter);
    await person.see(answer);
    await person.see(/\n❯ ?$/);
  };
  await say("/help", "Ctrl-J passe à la ligne, Haut rappelle un message, Ctrl-C arrête la réponse.");
  await say("/system", `Pas d'instructions. Pour en donner${s}: /system TEXTE`);
  await say("/nope", "/nope n'existe pas.");
  await say("Bonjour", /12 tokens en entrée · 7 en sortie · 0,\d+\u00a0\$ · 0,\d+\u00a0\$ jusqu'ici/);
  expect(person.screen()).toMatch(/est anonymisé\u00a0: Venice AI transmet vos messages à son\s+éditeur/);
  await say("/usage", /1 réponse · 12 tokens en entrée · 7 en sortie · 0,\d+\u00a0\$/);
  expectToFit(person.screen());
  person.press(key.ctrlC);
  await person.see("Encore Ctrl-C pour quitter ; Ctrl-D et /exit quittent aussi.".replace(" ;", `${s};`));
  person.press(key.ctrlC);
  expect((await person.end()).code).toBe(130);
});

test.each([
  [["models", "list"], "E/S entrée/sortie"],
  [["models", "list", "--vision"], "10 sur 33 modèles."],
  [["models", "info", "claude-opus-45"], "Indiqué pour  Meilleure qualité globale"],
  [["models", "compare", "llama-3.3-70b", "claude-opus-45"], "Prix de 10"],
  [["models", "status", "--probe"], "Compte         clé acceptée, solde"],
  [["models", "policy"], "Règle"],
  [["config", "validate"], "est valide"],
])("no line of openclaw %j is too long for 80 columns", async (argv, text) => {
  const server = await venice();
  const home = createHome({
    [configPath]: `{ models: { providers: { venice: { baseUrl: "${server.baseUrl}", apiKey: "\${VENICE_API_KEY}", api: "openai-completions", models: [] } } } }`,
    [dotenvPath]: `VENICE_API_KEY=${keys.good}\n`,
  });
  const person = startPty([...argv, "--no-color"], { home, env, rows: 60 });
  expect((await person.end()).code).toBe(0);
  expect(person.screen()).toContain(text);
  // A line that the terminal has to break itself comes in one piece.
  for (const line of person.raw().split(/\r?\n/)) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
});
