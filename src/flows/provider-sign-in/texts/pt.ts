import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    PROVIDER_FAILED: 'O provedor não responde como esperado. Tente novamente mais tarde',
  },
  answers: {
    providerSignInStarted: 'Continue no provedor',
    providerLinked: 'O provedor está vinculado à sua conta',
    providerSignInOver: 'Este acesso terminou ou já foi usado. Volte ao aplicativo e comece de novo.',
  },
  problems: {
    input: {
      provider: 'Deve ser o id de um dos provedores de acesso que podem ser usados aqui',
      returnUrl: 'Deve ser um endereço sem fragmento para o qual o serviço possa voltar',
    },
  },
} satisfies Translation<typeof en>;
