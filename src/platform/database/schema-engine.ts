import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';

interface Glue {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

/** The package keeps its instance in a variable, so loading it twice would break the users of the first instance. */
let glue: Promise<Glue> | undefined;

/**
 * Prisma's own engine for migrations, as WebAssembly: the binary that the Prisma CLI downloads is not needed.
 * Only development needs it, to write a new migration, so the package that is published does not depend on it.
 */
export async function withSchemaEngine<T>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  glue ??= loadGlue();
  const { SchemaEngine } = await glue;
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels: undefined }, ignoreLog, bound);
  try {
    return await use(engine);
  } finally {
    engine.free();
  }
}

async function loadGlue(): Promise<Glue> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(path.replace(/\.js$/, '.wasm'));
  // The package's own entry imports the binary as a module, which needs a flag that Node has off by default.
  const loaded: object = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const { instance } = await WebAssembly.instantiate(binary, {
    './schema_engine_bg.js': withPassiveTimers(loaded),
  });
  const ready = loaded as Glue;
  ready.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return ready;
}

/** The engine leaves a timer of ten seconds behind that nothing waits for: it must not keep the process. */
function withPassiveTimers(imports: object): object {
  const passive = (run: () => void, milliseconds: number) => setTimeout(run, milliseconds).unref();
  const timers = Object.keys(imports).filter((name) => name.startsWith('__wbg_setTimeout_'));
  return { ...imports, ...Object.fromEntries(timers.map((name) => [name, passive])) };
}

function ignoreLog(): void {}
