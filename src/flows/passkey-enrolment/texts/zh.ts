import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    passkeyRegistrationStarted: '请在您的设备上继续创建通行密钥',
    passkeyAdded: '通行密钥已添加',
    passkeyRenamed: '通行密钥已重命名',
    passkeyRemoved: '通行密钥已移除',
  },
} satisfies Translation<typeof en>;
