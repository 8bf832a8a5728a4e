import type { Sentence } from '../../core/errors.js';
import type { MessageKey, MessageParams } from './catalogue.js';

/** Names what is to be said once it is known in which language. What it needs filled in is checked here. */
export function sentence<K extends MessageKey>(key: K, ...[params]: MessageParams<K>): Sentence {
  return { key, params: params ?? {} };
}

/** Whether something of unknown origin was made by `sentence`. */
export function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && 'key' in value && 'params' in value;
}
