import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    WEAK_PASSWORD: 'パスワードがセキュリティ要件を満たしていません',
    INVALID_CREDENTIALS: 'ログイン情報が正しくありません',
  },
  answers: {
    passwordChanged: 'パスワードを変更しました',
  },
  problems: {
    password: {
      minLength_other: '{{count}}文字以上にしてください',
      maxLength_other: '{{count}}文字以内にしてください',
      requiresUppercase: '大文字を含めてください',
      requiresLowercase: '小文字を含めてください',
      requiresDigit: '数字を含めてください',
      requiresSymbol: '記号を含めてください',
      wellFormed: '正しい形式の Unicode テキストを使用してください',
      containsUsername: 'ユーザー名を含めないでください',
      containsEmail: 'メールアドレスを含めないでください',
      common: 'よく使われるパスワードは避けてください',
      tooGuessable: 'より推測されにくいパスワードにしてください',
    },
  },
} satisfies Translation<typeof en>;
