/**
 * Takes the developer's own settings out of every test: a key in the shell, a proxy, a colour wish or a home full of
 * configuration must change no result. Child processes get their environment spelt out by the tests that start them.
 */
const personal = /^(VENICE_|ACME_|OPENCLAW_|NO_COLOR$|FORCE_COLOR$|COLORTERM$|.*_proxy$|NODE_EXTRA_CA_CERTS$)/i;

for (const name of Object.keys(process.env)) {
  if (personal.test(name)) delete process.env[name];
}
process.env.HOME = "/nonexistent";
