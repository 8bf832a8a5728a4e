import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    PASSKEY_TAKEN: 'Esta chave de acesso já está registada',
  },
  reasons: {
    tooManyPasskeys: 'A sua conta já tem o número máximo de chaves de acesso: remova uma primeiro',
  },
  mails: {
    passkeyCopied: {
      subject: 'Recusámos uma das suas chaves de acesso',
      text: 'Uma chave de acesso da sua conta {{service}} foi usada e o respetivo contador recuou. Alguém pode ter copiado essa chave, por isso não a aceitámos.',
      advice: 'Inicie sessão de outra forma, remova esta chave de acesso da sua conta e adicione uma nova.',
    },
  },
} satisfies Translation<typeof en>;
