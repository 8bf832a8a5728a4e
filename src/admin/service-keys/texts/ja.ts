import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    serviceKeyRevoked: 'サービスキーを失効させました',
    serviceKeyCreated: 'サービスキーを作成しました',
  },
  reasons: {
    scopeMissing: 'このサービスキーには、この操作に必要なスコープがありません',
  },
  problems: {
    input: {
      serviceKeyScopes: 'スコープを1つ以上指定してください',
      serviceKeyName:
        '英字または数字で始まり、A から Z の英字、数字、空白、ピリオド、ハイフン、アンダースコアのみを使用できます',
    },
  },
} satisfies Translation<typeof en>;
