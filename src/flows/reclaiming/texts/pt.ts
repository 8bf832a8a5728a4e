import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    registrationDisowned: 'Obrigado: a pessoa que se registrou com o seu endereço não pode mais entrar',
  },
  mails: {
    accountReclaimed: {
      subject: 'Você assumiu a sua conta',
      text: 'Você provou que este endereço é seu. Alguém havia criado antes uma conta {{service}} com ele e nunca provou isso. Por isso, encerramos tudo o que podia abrir a conta: a senha, os aplicativos autenticadores, as chaves de acesso, os códigos de recuperação, os provedores vinculados e todas as sessões.',
      advice:
        'Se você mesmo criou a conta, defina agora uma nova senha. Se não foi você, confira o nome e os outros dados da sua conta.',
    },
  },
} satisfies Translation<typeof en>;
