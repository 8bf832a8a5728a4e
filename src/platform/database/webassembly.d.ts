/** The part of WebAssembly that the schema engine needs. The full declarations belong to the DOM types. */
declare namespace WebAssembly {
  type Exports = Record<string, unknown>;
  function instantiate(
    binary: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Exports } }>;
}
