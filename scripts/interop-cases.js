/**
 * What a real OpenClaw is shown: configs of the shapes people have, and how they are onboarded.
 *
 * @param {string} baseUrl
 * @param {{ page: string }} keys
 */
export function cases(baseUrl, keys) {
  const llama = "venice/llama-3.3-70b";
  return [
    { title: "nothing", config: undefined, flags: [], shellKey: false, model: llama, asks: true },
    {
      title: "nothing; the key kept in the config",
      config: undefined,
      flags: ["--key-store", "config"],
      shellKey: false,
      model: llama,
      asks: false,
    },
    {
      title: "nothing; the key in the environment only",
      config: undefined,
      flags: ["--key-store", "env"],
      shellKey: true,
      model: llama,
      asks: false,
    },
    {
      title: "nothing; every offered model's row",
      config: undefined,
      flags: ["--all-models"],
      shellKey: false,
      model: llama,
      asks: false,
    },
    {
      title: "comments, another provider's default with fallbacks, an allow-list",
      config: `// mine
{
  agents: {
    defaults: {
      model: { primary: 'openai/gpt-5.2', fallbacks: ['openai/gpt-5-mini'] }, // the paid one
      models: { 'openai/gpt-5.2': { alias: 'gpt' }, },
    },
  },
  gateway: { mode: 'local', auth: { mode: 'token', token: '\${GATEWAY_TOKEN}' } },
  env: { vars: { GATEWAY_TOKEN: 'x' } },
}
`,
      flags: ["--model", "venice/claude-opus-45"],
      shellKey: false,
      model: "venice/claude-opus-45",
      asks: false,
    },
    {
      title: "the provider page's example, with its flat `env` and zero prices",
      config: `{
  env: { VENICE_API_KEY: "${keys.page}" },
  agents: { defaults: { model: { primary: "${llama}" } } },
  models: {
    mode: "merge",
    providers: {
      venice: {
        baseUrl: "${baseUrl}",
        apiKey: "\${VENICE_API_KEY}",
        api: "openai-completions",
        models: [
          {
            id: "llama-3.3-70b",
            name: "Llama 3.3 70B",
            reasoning: false,
            input: ["text"],
            cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
            contextWindow: 131072,
            maxTokens: 8192,
          },
        ],
      },
    },
  },
}
`,
      flags: [],
      shellKey: false,
      model: llama,
      asks: false,
    },
    {
      title: "an agent with a model of its own, an allow-list of 2026.9",
      config: `{
  agents: {
    defaults: { modelPolicy: { allow: ["openai/*"] } },
    entries: { family: { model: "openai/gpt-5-mini" } },
  },
  meta: { lastTouchedVersion: "2026.9.6" },
}
`,
      flags: [],
      shellKey: false,
      model: llama,
      asks: false,
    },
  ];
}
