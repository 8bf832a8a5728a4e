import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  reasons: {
    lastWayIn: 'これが唯一のログイン手段です。先に別の手段を追加してください',
  },
} satisfies Translation<typeof en>;
