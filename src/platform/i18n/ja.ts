import type { Catalogue } from './catalogue.js';

/** Japanese, in the polite form: です・ます. */
export const ja: Catalogue = {
  errors: {
    BAD_USER_INPUT: '入力内容が正しくありません',
    WEAK_PASSWORD: 'パスワードがセキュリティ要件を満たしていません',
    INVALID_REFERRAL_CODE: 'この紹介コードは存在しません',
    USERNAME_TAKEN: 'このユーザー名はすでに使われています',
    EMAIL_TAKEN: 'このメールアドレスはすでに使われています',
    INVALID_CREDENTIALS: 'ログイン情報が正しくありません',
    ACCOUNT_SUSPENDED: 'このアカウントは停止されています',
    UNAUTHENTICATED: 'ログインが必要です',
    TOKEN_EXPIRED: 'トークンの有効期限が切れています',
    TOKEN_INVALID: 'トークンが無効です',
    TOKEN_REUSED: 'トークンはすでに使用されています。そのセッションを終了しました',
    FORBIDDEN: 'この操作を行う権限がありません',
    NOT_FOUND: '見つかりませんでした',
    RATE_LIMITED: '試行回数が多すぎます。しばらくしてからもう一度お試しください',
    SERVER_BUSY: 'サーバーが混み合っています。少し待ってからもう一度お試しください',
    SERVICE_UNAVAILABLE: 'サービスは一時的にご利用いただけません',
    INTERNAL_SERVER_ERROR: '予期しないエラーが発生しました',
  },
  answers: {
    logout: 'ログアウトに成功しました',
    logoutEverywhere: 'すべてのデバイスからログアウトしました',
    passwordResetRequested:
      'このメールアドレスが登録されている場合、パスワード再設定用のリンクを送信しました',
    passwordReset: 'パスワードを再設定しました',
    passwordChanged: 'パスワードを変更しました',
    sessionRevoked: 'セッションを終了しました',
    otherSessionsRevoked: 'ほかのすべてのセッションを終了しました',
    userSessionsRevoked: 'このユーザーをすべてのデバイスからログアウトさせました',
    emailVerificationRequested: '確認用のリンクをメールアドレスに送信しました',
    emailVerified: 'メールアドレスを確認しました',
    emailChangeRequested: 'このアドレスが使用できる場合、確認用のリンクを送信しました',
    emailChanged: 'メールアドレスを変更しました',
    accountDeleted: 'アカウントを削除しました',
    serviceKeyRevoked: 'サービスキーを失効させました',
  },
  forbidden: {
    lastAdministrator: '管理者が1人以上必要です。先に別の管理者を任命してください',
    ownSuspension: '自分自身を停止することはできません',
  },
  problems: {
    input: {
      required: '必須項目です',
      type: 'スキーマに適合していません',
      invalid: '値が正しくありません',
      email: '有効なメールアドレスを入力してください',
      languageTag: 'BCP 47 の言語タグを入力してください',
      length_other: '{{min}}～{{count}}文字で入力してください',
      maxLength_other: '{{count}}文字以内で入力してください',
      maxTypes_other: '種類は{{count}}個以内で指定してください',
      usernameCharacters: '使用できるのは英字、数字、アンダースコアのみです',
      reserved: '予約されているため、別のものを選んでください',
      serviceKeyName:
        '英字または数字で始まり、A から Z の英字、数字、空白、ピリオド、ハイフン、アンダースコアのみを使用できます',
      userId: 'ユーザーの ID を指定してください',
      range: '{{min}}～{{max}}の範囲で指定してください',
      cursor: '`endCursor` の値を指定してください',
      reason: '{{max}}文字以内の1行のテキストを指定してください',
      amount: '12.50や-12.50のように、0以外の金額を指定してください',
      future: '将来の日時を指定してください',
      covered: '残高を超えて差し引くことはできません',
      unused: 'すでに別の調整に使われています',
      idempotencyKey: '英数字と . _ : - を{{max}}文字以内で指定してください',
    },
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
  mails: {
    letter: {
      linkAsText: 'ボタンが機能しない場合は、次のリンクをブラウザーで開いてください。',
    },
    passwordReset: {
      subject: 'パスワードの再設定',
      greeting: '{{username}} 様',
      text: 'お客様のアカウントについて、パスワードの再設定が申請されました。',
      action: '新しいパスワードを設定する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}分間有効です。',
      ignore: 'お心当たりがない場合は、このメールを無視してください。パスワードは変更されません。',
    },
    emailVerification: {
      subject: 'メールアドレスの確認',
      greeting: '{{username}} 様',
      text: 'このメールアドレスがご本人のものであることをご確認ください。',
      action: 'メールアドレスを確認する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}時間有効です。',
      ignore: 'アカウントをお持ちでない場合は、このメールを無視してください。',
    },
    emailChange: {
      subject: '新しいメールアドレスの確認',
      greeting: '{{username}} 様',
      text: 'このメールアドレスをアカウントで使用する申請がありました。確認が完了するまで、何も変更されません。',
      action: 'このアドレスを使用する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}時間有効です。',
      ignore: 'お心当たりがない場合は、このメールを無視してください。何も変更されません。',
    },
    emailChangeRequested: {
      subject: 'メールアドレスの変更が申請されました',
      text: 'お客様のアカウントについて、別のメールアドレスへの変更が申請されました。まだ何も変更されていません。',
      advice:
        'お心当たりがない場合は、すぐにパスワードを再設定してください。メールアドレスの変更も取り消されます。',
    },
    emailChanged: {
      subject: 'メールアドレスが変更されました',
      text: 'お客様のアカウントのメールアドレスが変更されました。今後、以前のアドレスにはメールをお送りしません。',
      advice: 'お心当たりがない場合は、すぐにこのサービスの運営者へご連絡ください。',
    },
    emailInUse: {
      subject: 'お客様のメールアドレスを使用する申請がありました',
      text: 'このメールアドレスを別のアカウントで使用する申請がありました。変更はなく、引き続きお客様のアカウントに登録されています。',
      advice:
        'ご本人による操作の場合は、このアドレスが登録されているアカウントにログインするか、そのパスワードを再設定してください。',
    },
    accountDeleted: {
      subject: 'アカウントが削除されました',
      text: 'お客様のアカウントと関連するデータを削除しました。これが最後のメールとなります。',
      advice: 'お心当たりがない場合は、すぐにこのサービスの運営者へご連絡ください。',
    },
    notice: {
      greeting: '{{username}} 様',
      circumstances: '日時：{{time}}　IP アドレス：{{address}}',
    },
    newDevice: {
      subject: 'アカウントへの新しいログイン',
      text: 'これまでに確認されていないデバイスから、お客様のアカウントへのログインがありました。',
      advice:
        'お心当たりがない場合は、すぐにパスワードを再設定してください。すべてのデバイスからログアウトされます。',
    },
    passwordChanged: {
      subject: 'パスワードが変更されました',
      text: 'お客様のアカウントのパスワードが変更され、ほかのすべてのデバイスがログアウトされました。',
      advice:
        'お心当たりがない場合は、すぐにパスワードを再設定してください。すべてのデバイスからログアウトされます。',
    },
    tokenReused: {
      subject: 'お使いのデバイスの1台をログアウトさせました',
      text: 'デバイスのログイン状態を保つためのキーが二度使用されたため、そのセッションを終了しました。キーが第三者に複製されたおそれがあります。',
      advice:
        'お使いのデバイスでもう一度ログインしてください。再び発生した場合は、パスワードを再設定してください。',
    },
    suspended: {
      subject: 'アカウントが停止されました',
      text: '管理者がお客様のアカウントを停止し、すべてのデバイスからログアウトさせました。',
      advice: '誤りと思われる場合は、このサービスの運営者へご連絡ください。',
    },
    serviceKeysLeft: {
      subject: '元管理者のサービスキーが残っています',
      text: 'サービスキーを作成した管理者が管理者ではなくなりました。キーは引き続き有効で、ほかのサービスがトークンの確認に使用しています。',
      advice: 'サービスキーの一覧を確認し、不要なものを失効させてください。',
    },
  },
};
