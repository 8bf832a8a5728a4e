import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    passkeyRegistrationStarted: 'お使いのデバイスでパスキーの作成を続けてください',
    passkeyAdded: 'パスキーを追加しました',
    passkeyRenamed: 'パスキーの名前を変更しました',
    passkeyRemoved: 'パスキーを削除しました',
  },
} satisfies Translation<typeof en>;
