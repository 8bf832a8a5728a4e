import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    signInCodeSent: 'Se o endereço estiver correto, um código foi enviado para ele',
  },
  reasons: {
    mailedCodesOff: 'Este serviço não envia códigos para entrar',
    codeRegistrationOff: 'Este serviço não envia códigos para se registrar',
  },
  mails: {
    signInCode: {
      subject: 'Seu código de acesso',
      greeting: 'Olá, {{username}}!',
      text: 'Alguém, provavelmente você, quer entrar na sua conta {{service}}. Digite este código onde você o pediu:',
      action: 'Abrir a página de acesso',
      expiry_one: 'O código funciona uma única vez, por {{count}} minuto e só onde você o pediu.',
      expiry_many: 'O código funciona uma única vez, por {{count}} de minutos e só onde você o pediu.',
      expiry_other: 'O código funciona uma única vez, por {{count}} minutos e só onde você o pediu.',
      ignore: 'Se não foi você, ignore esta mensagem. Não dê o código a ninguém: nunca vamos pedi-lo.',
    },
    registrationCode: {
      subject: 'Seu código de registro',
      greeting: 'Olá!',
      text: 'Alguém, provavelmente você, quer criar uma conta {{service}} com este endereço. Digite este código onde você o pediu:',
      action: 'Abrir a página de acesso',
      expiry_one: 'O código funciona uma única vez, por {{count}} minuto e só onde você o pediu.',
      expiry_many: 'O código funciona uma única vez, por {{count}} de minutos e só onde você o pediu.',
      expiry_other: 'O código funciona uma única vez, por {{count}} minutos e só onde você o pediu.',
      ignore: 'Se não foi você, ignore esta mensagem: nenhuma conta será criada. Não dê o código a ninguém.',
    },
    signInCodeRefused: {
      subject: 'Você ainda não pode entrar com um código',
      text: 'Alguém pediu um código para entrar na conta {{service}} com este endereço. Não enviamos nenhum, porque este endereço nunca foi confirmado para a conta.',
      advice:
        'Se a conta é sua, entre como de costume e confirme o endereço, ou redefina sua senha: isso também o confirma. Se a conta não é sua, entre em contato com o operador do {{service}}.',
    },
  },
} satisfies Translation<typeof en>;
