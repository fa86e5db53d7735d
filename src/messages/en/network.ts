import { clause } from "../phrases.ts";

/** Why a provider could not be asked, and what to do about it. */
export const network = {
  dns: (p: NetworkFacts) => failure(`the name ${p.host} was not found`, `Check your network and --base-url.`),
  refused: (p: NetworkFacts) => failure(`${p.host} refused the connection`, `Check --base-url, or try again later.`),
  unreachable: (p: NetworkFacts) =>
    failure(`there is no way to ${p.host}${why(p)}`, `Check your network, VPN and firewall; HTTPS must be allowed.`),
  reset: (p: NetworkFacts) =>
    failure(`${p.host} cut the connection`, `Try again; a firewall or VPN may be in the way.`),
  timeout: (p: NetworkFacts) =>
    failure(
      `${p.host} took longer than ${seconds(p.milliseconds)}${p.phase === "connect" ? " to connect" : " to answer"}`,
      `Try again, or allow more time: --timeout ${Math.max(30, Math.round((p.milliseconds ?? 0) / 500))}`,
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
    failure(`${p.host} says there were too many requests`, `Wait ${p.retryAfterSeconds ?? 30} seconds and try again.`),
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
  "redirect-within": (p: NetworkFacts) =>
    failure(
      `${p.host} only sends us on to other addresses of its own`,
      `Check --base-url; a part of its path may be missing.`,
    ),
  "too-large": (p: NetworkFacts) => failure(`the answer of ${p.host} is too large`, `Check --base-url.`),
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

function failure(what: string, advice: string): { readonly what: string; readonly advice: string } {
  return { what, advice };
}

function why(p: NetworkFacts): string {
  return p.detail ? ` (${p.detail})` : "";
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "the time allowed" : `${Math.max(1, Math.round(milliseconds / 100)) / 10} s`;
}
