import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    BAD_USER_INPUT: '入力内容が正しくありません',
    UNAUTHENTICATED: 'ログインが必要です',
    FORBIDDEN: 'この操作を行う権限がありません',
    STEP_UP_REQUIRED: '本人であることを確認してから、もう一度お試しください',
    NOT_FOUND: '見つかりませんでした',
    SERVER_BUSY: 'サーバーが混み合っています。少し待ってからもう一度お試しください',
    SERVICE_UNAVAILABLE: 'サービスは一時的にご利用いただけません。少し待ってからもう一度お試しください',
    INTERNAL_SERVER_ERROR: '予期しないエラーが発生しました。しばらくしてからもう一度お試しください',
  },
  problems: {
    input: {
      required: '必須項目です',
      type: '型 {{type}} に適合していません',
      unknown: '型 {{type}} にないフィールドが含まれています',
      invalid: '値が正しくありません',
      email: '有効なメールアドレスを入力してください',
      languageTag: 'BCP 47の言語タグを入力してください',
      length_other: '{{min}}～{{count}}文字で入力してください',
      maxLength_other: '{{count}}文字以内で入力してください',
      range: '{{min}}～{{max}}の範囲で指定してください',
      cursor: '`endCursor` または `startCursor` の値を指定してください',
      oneDirection: '`first` と同時に指定できません',
    },
  },
} satisfies Translation<typeof en>;
