import type { Conversion, Draft } from './draft.js';
import type { Entry } from './export-file.js';
import type { Providers } from './providers.js';

/** The export of another system. */
export interface Export {
  /** Reads all files from the beginning, each time it is called. */
  read(): AsyncIterable<Entry>;
  readonly providers: Providers;
  newDraft(more?: Providers): Draft;
}

/** Converts the users of one system to lines of an import. */
export type Converter = (given: Export) => AsyncIterable<Conversion>;
