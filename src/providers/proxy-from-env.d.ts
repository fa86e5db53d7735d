declare module "proxy-from-env" {
  /** The address of the proxy that the process environment names for that URL, or "" for none. */
  export function getProxyForUrl(url: string): string;
}
