import type { Facts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** PURE: whether the provider can be reached, and what stands in the way. */
export function checkConnection({ connection, offline }: Facts): Finding[] {
  const { url, problem, proxy, failure, missingCertificates } = connection;
  return [
    ...(problem ? [finding("base-url", "fail", { error: problem })] : []),
    ...(url ? [answerOf(url)] : []),
    // A proxy that is set for nothing is often the reason why a network seems to be down.
    ...(url && proxy.use === "none" && proxy.unused
      ? [finding("proxy-unused", "warn", { ...proxy.unused, host: url.host })]
      : []),
    ...(missingCertificates === undefined ? [] : [finding("certificate-file", "warn", { path: missingCertificates })]),
  ];

  function answerOf({ host }: URL): Finding {
    if (offline) return finding("connection-not-asked", "ok", { host });
    // Being asked to wait is an answer.
    if (failure) return finding("connection-failed", failure.kind === "rate-limited" ? "warn" : "fail", { failure });
    return finding("connection-ok", "ok", { host, proxy: proxy.use === "proxy" ? proxy.shown : undefined });
  }
}
