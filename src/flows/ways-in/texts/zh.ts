import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  reasons: {
    lastWayIn: '这是您唯一的登录方式：请先添加其他方式',
  },
} satisfies Translation<typeof en>;
