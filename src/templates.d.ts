/** The files of `templates/`, compiled in by `scripts/templates-plugin.js`. */
declare module "virtual:templates" {
  /** The manifests of `templates/providers/`, in the order of their file names. */
  export const manifests: readonly import("./providers/provider.ts").ProviderManifest[];
  /** The text of `templates/openclaw.json5`. */
  export const firstConfig: string;
}
