/** The files of `templates/`, compiled in by `scripts/templates-plugin.js`. */
declare module "virtual:templates" {
  /** The manifests of `templates/providers/`, in the order of their file names. */
  export const manifests: readonly import("./providers/provider.ts").ProviderManifest[];
  /** The text of `templates/openclaw.json5`. */
  export const firstConfig: string;
}

declare module "virtual:completion-scripts" {
  /** The files of `templates/completion/`: {{program}} stands for the command that asks, {{names}} for the commands it is for. */
  export const completionScripts: Readonly<Record<"bash" | "zsh" | "fish" | "powershell", string>>;
}
