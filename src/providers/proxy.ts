import type { Environment } from "../context.ts";

/**
 * The proxy to go through: its address, and the same without user name and password, for people. "none" may come with a variable
 * that names one and does not apply, and the variable that would, unless the host is excluded from proxies.
 */
export type ProxyChoice =
  | { readonly use: "none"; readonly unused?: { readonly variable: string; readonly wanted: string | undefined } }
  | { readonly use: "proxy"; readonly url: URL; readonly shown: string }
  | { readonly use: "unusable"; readonly shown: string };

const names = ["https_proxy", "http_proxy", "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);

/**
 * The proxy that the usual variables (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, in either case) name for that URL. This
 * computer itself is never asked through a proxy. Addresses of anything but an http or https proxy (SOCKS) are "unusable".
 */
export async function chooseProxy(url: URL, env: Environment): Promise<ProxyChoice> {
  const set = names.filter((name) => (env[name] ?? "") !== "");
  const [first] = set;
  if (first === undefined || isLoopback(url.hostname)) return { use: "none" };
  const values = set.map((name) => env[name] ?? "");
  const { getProxyForUrl } = await import("proxy-from-env");
  const named = getProxyForUrl(url.href);
  if (named === "") return { use: "none", unused: unusedOf(set, first, url) };
  // To a value without a scheme the package adds that of the request; everybody else, curl first, means http.
  const bare = named.slice(named.indexOf("://") + 3);
  const address = values.includes(bare) ? `http://${bare}` : named;
  try {
    const proxy = new URL(address);
    decodeURIComponent(proxy.username + proxy.password);
    const shown = `${proxy.protocol}//${proxy.host}`;
    return /^https?:$/.test(proxy.protocol) ? { use: "proxy", url: proxy, shown } : { use: "unusable", shown };
  } catch {
    return { use: "unusable", shown: "" };
  }
}

function unusedOf(set: readonly string[], first: string, { protocol }: URL) {
  const wanted = `${protocol.slice(0, -1)}_proxy`;
  const excluded = set.find((name) => [wanted, "all_proxy"].includes(name.toLowerCase()));
  return excluded === undefined
    ? { variable: first, wanted: wanted.toUpperCase() }
    : { variable: excluded, wanted: undefined };
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}
