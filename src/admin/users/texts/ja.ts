import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    secondFactorsReset: 'ユーザーの第2要素を削除しました',
    userSessionsRevoked: 'このユーザーをすべてのデバイスからログアウトさせました',
    userSuspended: 'ユーザーを停止しました',
    userReinstated: 'ユーザーの停止を解除しました',
    userRoleChanged: 'ユーザーのロールを変更しました',
    balanceAdjusted: '残高を調整しました',
  },
  reasons: {
    ownSecondFactors: '自分の第2要素はリセットできません。別の管理者に依頼してください',
    ownSuspension: '自分自身を停止することはできません',
  },
  problems: {
    input: {
      amount: '12.50や-12.50のように、0以外の金額を指定してください',
      future: '将来の日時を指定してください',
      covered: '残高を超えて差し引くことはできません',
      unused: 'すでに別の調整に使われています',
      idempotencyKey: '英数字と . _ : - を{{max}}文字以内で指定してください',
    },
  },
} satisfies Translation<typeof en>;
