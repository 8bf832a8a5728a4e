/** The part of WebAssembly that the schema engine needs; the full declarations come with the browser's. */
declare namespace WebAssembly {
  type Exports = Record<string, unknown>;
  function instantiate(
    binary: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Exports } }>;
}
