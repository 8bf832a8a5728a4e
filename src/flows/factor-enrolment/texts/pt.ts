import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    enrolmentCodeRequested: 'Um código foi enviado para o seu endereço de e-mail',
  },
  reasons: {
    secondFactorNeeded:
      'É necessário um segundo fator: ele deve ser configurado antes, e o último deve permanecer',
    enrolmentCodeNeeded:
      'Administradores precisam de um código para o primeiro segundo fator: solicite-o por e-mail ou peça ao responsável pelo serviço',
  },
  mails: {
    enrolmentCode: {
      subject: 'Seu código para configurar um segundo fator',
      text: 'Digite este código em {{service}} para configurar seu primeiro segundo fator. Administradores precisam ter um.',
      expiry_one: 'O código funciona por {{count}} minuto.',
      expiry_many: 'O código funciona por {{count}} de minutos.',
      expiry_other: 'O código funciona por {{count}} minutos.',
      warning:
        'Se você não solicitou este código, alguém conhece sua senha de {{service}}: altere-a agora. Não dê o código a ninguém.',
    },
    administratorFactorAdded: {
      subject: 'Um administrador configurou um segundo fator',
      text: 'Um administrador de {{service}} configurou um segundo fator pela primeira vez.',
      advice:
        'O registro de auditoria mostra qual foi a conta. Se não foi ninguém da sua equipe, suspenda essa conta.',
    },
    administratorFactorRemoved: {
      subject: 'Um administrador não tem mais segundo fator',
      text: 'Um administrador de {{service}} não tem mais segundo fator: ele foi removido ou redefinido.',
      advice:
        'O registro de auditoria mostra qual foi a conta. Se não foi ninguém da sua equipe, suspenda essa conta.',
    },
    secondFactorsReset: {
      subject: 'Seus segundos fatores foram removidos',
      text: 'Um administrador ou o responsável por {{service}} removeu todos os segundos fatores da sua conta, os códigos de recuperação e os dispositivos confiáveis. Todos os dispositivos foram desconectados.',
      advice:
        'Entre com sua senha e configure novamente um segundo fator. Se você não pediu isso, avise os responsáveis por {{service}} e altere sua senha.',
    },
  },
} satisfies Translation<typeof en>;
