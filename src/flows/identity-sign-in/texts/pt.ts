import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    SIGN_UP_REQUIRED: 'Escolha um nome de usuário para concluir o cadastro',
    LINK_REQUIRED: 'Já existe uma conta com este e-mail: entre nela uma vez para vincular o provedor',
    IDENTITY_TAKEN: 'Esta conta no provedor está vinculada a outro usuário',
  },
  answers: {
    providerUnlinked: 'O provedor foi desvinculado',
  },
  reasons: {
    tooManyIdentities: 'Você não pode vincular mais provedores: primeiro remova um',
  },
  mails: {
    providerLinked: {
      subject: 'Um provedor de login foi vinculado à sua conta',
      text: 'Um provedor de login, como Google ou GitHub, foi vinculado à sua conta {{service}}. A partir de agora, ele pode ser usado para entrar.',
      advice:
        'Se não foi você, outra pessoa pode usar a sua conta. Redefina a sua senha agora, entre e desvincule o provedor que não é seu.',
    },
    providerUnlinked: {
      subject: 'Um provedor de login foi desvinculado da sua conta',
      text: 'Um provedor de login, como Google ou GitHub, foi desvinculado da sua conta {{service}}. Ele não pode mais ser usado para entrar. Os outros dispositivos foram desconectados.',
      advice:
        'Se não foi você, outra pessoa pode usar a sua conta. Redefina a sua senha agora, entre e verifique os seus provedores vinculados.',
    },
  },
} satisfies Translation<typeof en>;
