import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  mails: {
    newDevice: {
      subject: 'Novo acesso à sua conta',
      text: 'Alguém entrou na sua conta {{service}} com um dispositivo que ainda não conhecíamos.',
      advice:
        'Se foi você, não é preciso fazer nada. Se não foi você, redefina sua senha agora: isso desconecta todos os dispositivos.',
    },
    passwordChanged: {
      subject: 'Sua senha foi alterada',
      text: 'A senha da sua conta {{service}} foi alterada. Todos os outros dispositivos foram desconectados, e os links das nossas mensagens anteriores não funcionam mais.',
      advice: 'Se não foi você, redefina sua senha agora: isso desconecta todos os dispositivos.',
    },
    breachedPassword: {
      subject: 'Escolha uma nova senha',
      text: 'A senha da sua conta em {{service}} consta em listas de senhas roubadas de outros sites. Invasores testam essas senhas em outras contas. Sua sessão não foi encerrada.',
      advice:
        'Escolha uma nova senha que você não use em nenhum outro lugar. Se você usa a antiga em outros sites, altere-a lá também.',
    },
    tokenReused: {
      subject: 'Desconectamos um dos seus dispositivos',
      text: 'Uma chave que mantém um dos seus dispositivos conectado a {{service}} foi usada duas vezes, por isso desconectamos esse dispositivo. Alguém pode ter copiado essa chave. Seus outros dispositivos continuam conectados.',
      advice:
        'Entre novamente no seu dispositivo. Se você não reconhece o dispositivo acima, ou se isso acontecer mais uma vez, redefina sua senha: isso desconecta todos os dispositivos.',
    },
    suspended: {
      subject: 'Sua conta foi suspensa',
      text: 'Um administrador suspendeu sua conta {{service}} e encerrou todas as suas sessões.',
      advice: 'Se você acha que isso é um engano, avise os responsáveis por {{service}}.',
    },
    serviceKeysLeft: {
      subject: 'Chaves de serviço de um antigo administrador',
      text: 'Um administrador que criou chaves de serviço em {{service}} deixou de ser administrador. As chaves continuam funcionando: outros serviços as usam para verificar tokens ou para gerenciar usuários.',
      advice: 'Confira a lista de chaves de serviço e revogue as que não são mais necessárias.',
    },
    passwordWasReset: {
      subject: 'Sua senha foi redefinida',
      text: 'A senha da sua conta {{service}} foi redefinida com um link que enviamos para este endereço. Todos os dispositivos foram desconectados.',
      advice:
        'Se não foi você, outra pessoa consegue ler seus e-mails. Primeiro altere a senha da sua caixa de correio e depois redefina esta senha de novo.',
    },
  },
} satisfies Translation<typeof en>;
