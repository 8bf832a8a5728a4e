import type { Sentence } from '../../core/errors.js';
import type { MessageKey, MessageParams } from './catalogue.js';

/** Names a message whose language is not known yet. The compiler checks its parameters. */
export function sentence<K extends MessageKey>(key: K, ...[params]: MessageParams<K>): Sentence {
  return { key, params: params ?? {} };
}

/** Whether a value of unknown origin was made by `sentence`. */
export function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && 'key' in value && 'params' in value;
}
