import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    totpEnrolmentStarted: 'Digite o código que o seu aplicativo mostra',
    totpAdded: 'Seu aplicativo autenticador foi adicionado',
    totpRenamed: 'Seu aplicativo autenticador foi renomeado',
    factorRemoved: 'O segundo fator foi removido',
    factorRemovalWaits: 'O segundo fator será removido em um dia',
    recoveryCodesReplaced: 'Seus códigos de recuperação foram substituídos',
    factorRemovalCancelled: 'A remoção foi cancelada, e todos os dispositivos foram desconectados',
  },
  reasons: {
    noSecondFactor: 'Primeiro adicione um segundo fator',
    recoveryCodeTooNew: 'Este código de recuperação é muito recente: solicite a remoção sem código',
  },
  mails: {
    secondFactorAdded: {
      subject: 'Um segundo fator foi adicionado à sua conta',
      text: 'Um segundo fator para entrar, como um aplicativo autenticador ou uma chave de acesso, foi adicionado à sua conta {{service}}.',
      advice:
        'Se não foi você, outra pessoa pode usar a sua conta. Redefina a sua senha agora, entre e remova o fator que não é seu. Se for pedido um fator que você não tem, entre em contato com {{service}}.',
    },
    secondFactorRemoved: {
      subject: 'Um segundo fator foi removido da sua conta',
      text: 'Um segundo fator para entrar, como um aplicativo autenticador ou uma chave de acesso, foi removido da sua conta {{service}}. Os outros dispositivos foram desconectados.',
      advice:
        'Se não foi você, outra pessoa pode usar a sua conta. Redefina a sua senha agora, entre e verifique os seus segundos fatores.',
    },
    secondFactorFailed: {
      subject: 'Alguém sabe a sua senha',
      text: 'Alguém digitou a senha correta da sua conta {{service}}, mas não o segundo fator. A pessoa não conseguiu entrar.',
      advice: 'Se foi você, não precisa fazer nada. Se não foi você, redefina a sua senha agora.',
    },
    recoveryCodeUsed: {
      subject: 'Um código de recuperação da sua conta foi usado',
      text: 'Alguém usou um dos códigos de recuperação da sua conta {{service}} no lugar do segundo fator.',
      advice:
        'Se não foi você, redefina a sua senha agora: isso desconecta todos os dispositivos. Depois entre, verifique os seus segundos fatores e substitua os seus códigos de recuperação.',
    },
    recoveryCodesReplaced: {
      subject: 'Seus códigos de recuperação foram substituídos',
      text: 'Os códigos de recuperação da sua conta {{service}} foram substituídos. Os anteriores não funcionam mais.',
      advice: 'Se não foi você, redefina a sua senha agora, entre e substitua os códigos novamente.',
    },
    factorRemoval: {
      subject: 'Um segundo fator da sua conta será removido',
      greeting: 'Olá, {{username}}!',
      text: 'Alguém entrou na sua conta {{service}} com um código de recuperação e pediu a remoção de um dos seus segundos fatores, como um aplicativo autenticador ou uma chave de acesso. Se foi você, não precisa fazer nada. Se não foi você, cancele a remoção: isso também desconecta todos os dispositivos. Depois redefina a sua senha.',
      action: 'Cancelar a remoção',
      expiry_one: 'O fator será removido em {{count}} hora. Até lá, o link funciona.',
      expiry_many: 'O fator será removido em {{count}} horas. Até lá, o link funciona.',
      expiry_other: 'O fator será removido em {{count}} horas. Até lá, o link funciona.',
      ignore: 'Se você perdeu o dispositivo, ignore esta mensagem.',
    },
  },
} satisfies Translation<typeof en>;
