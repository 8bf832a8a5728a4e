import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  mails: {
    newDevice: {
      subject: 'Novo acesso à sua conta',
      text: 'Alguém entrou na sua conta com um dispositivo que ainda não conhecíamos.',
      advice: 'Se não foi você, redefina sua senha agora: isso desconecta todos os dispositivos.',
    },
    passwordChanged: {
      subject: 'Sua senha foi alterada',
      text: 'A senha da sua conta foi alterada. Todos os outros dispositivos foram desconectados.',
      advice: 'Se não foi você, redefina sua senha agora: isso desconecta todos os dispositivos.',
    },
    tokenReused: {
      subject: 'Desconectamos um dos seus dispositivos',
      text: 'Uma chave que mantém um dos seus dispositivos conectado foi usada duas vezes, por isso encerramos a sessão dele. Alguém pode ter copiado essa chave.',
      advice: 'Entre novamente no seu dispositivo. Se isso acontecer mais uma vez, redefina sua senha.',
    },
    suspended: {
      subject: 'Sua conta foi suspensa',
      text: 'Um administrador suspendeu sua conta e encerrou todas as suas sessões.',
      advice: 'Se você acha que isso é um engano, avise os responsáveis por este serviço.',
    },
    serviceKeysLeft: {
      subject: 'Chaves de serviço de um antigo administrador',
      text: 'Um administrador que criou chaves de serviço deixou de ser administrador. As chaves continuam funcionando: outros serviços as usam para verificar tokens.',
      advice: 'Confira a lista de chaves de serviço e revogue as que não são mais necessárias.',
    },
  },
} satisfies Translation<typeof en>;
