type Names = Readonly<Record<string, string>>;

interface Library {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Names;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

export const ROOT: URL;
export const PACKAGES: URL;
export const manifests: {
  readonly latchkey: { readonly bin: { readonly latchkey: string } };
  readonly client: Library;
  readonly verifier: Library & { readonly dependencies: Names };
};
