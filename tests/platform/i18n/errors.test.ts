import { getMetadataStorage, type ValidationTypes } from 'class-validator';
import type { ErrorCode } from '../../../src/core/errors.js';
import {
  ChangePasswordDocument,
  LoginDocument,
  RegisterDocument,
  RevokeOtherSessionsDocument,
} from '../../../src/generated/client/operations.js';
import { LANGUAGES } from '../../../src/platform/i18n/languages.js';
import { isSentence } from '../../../src/platform/i18n/sentence.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';
import { renderEmail } from '../../../src/platform/mail/render-email.js';
import { newcomer, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { IDENTITY } from '../mail/mail-identity.js';

const asking = (language: string) => ({ headers: { 'accept-language': language } });

describe('an error', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it.each(LANGUAGES)('is said in %s to who asks for it, under the same code', async (language) => {
    const input = { usernameOrEmail: 'nobody@example.com', password: 'Wrong-Horse-9' };
    const refused = await service.client.refusal(LoginDocument, { input }, asking(`${language}, en;q=0.1`));
    expect(refused.code).toBe('INVALID_CREDENTIALS' satisfies ErrorCode);
    expect(refused.message).toBe(createTranslator().translate(language, 'errors.INVALID_CREDENTIALS'));
  });

  it('names the rules that a password breaks in the language of the request, under the same names', async () => {
    const input = newcomer({ password: 'Xk#vQ' });
    const { code, message, fields } = await service.client.refusal(
      RegisterDocument,
      { input },
      asking('ru-RU'),
    );
    expect({ code, message, fields }).toEqual({
      code: 'WEAK_PASSWORD',
      message: 'Пароль не отвечает требованиям безопасности',
      fields: [
        {
          field: 'password',
          rule: 'minLength',
          message: 'Используйте не менее 8 символов',
          params: { count: 8 },
        },
        { field: 'password', rule: 'requiresDigit', message: 'Добавьте цифру' },
      ],
    });
  });

  it('names what does not fit in the language of the request, and in English as ever', async () => {
    const input = newcomer({ username: 'a!', email: 'nowhere', languageCode: 'english language' });
    const problems = async (language: string) =>
      (await service.client.refusal(RegisterDocument, { input }, asking(language)))['fields'];
    expect(await problems('de')).toEqual(
      expect.arrayContaining([
        {
          field: 'username',
          rule: 'isLength',
          message: 'Muss 3 bis 32 Zeichen lang sein',
          params: { min: 3, count: 32 },
        },
        { field: 'email', rule: 'isEmail', message: 'Bitte geben Sie eine E-Mail-Adresse an' },
      ]),
    );
    expect(await problems('tlh')).toEqual(
      expect.arrayContaining([
        {
          field: 'username',
          rule: 'isLength',
          message: 'Must have 3 to 32 characters',
          params: { min: 3, count: 32 },
        },
        { field: 'username', rule: 'matches', message: 'Must contain only letters, digits and underscores' },
        { field: 'email', rule: 'isEmail', message: 'Must be an email address' },
        { field: 'languageCode', rule: 'isLanguageTag', message: 'Must be a BCP 47 language tag' },
      ]),
    );
  });

  it('names a variable that does not fit the schema in the language of the request', async () => {
    const answer = await service.client.raw(
      'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }',
      { input: { usernameOrEmail: 7 } },
      asking('ja'),
    );
    expect(answer.errors[0]?.extensions?.['fields']).toEqual([
      {
        field: 'usernameOrEmail',
        rule: 'type',
        message: '型 String に適合していません',
        params: { type: 'String' },
      },
      { field: 'password', rule: 'required', message: '必須項目です' },
    ]);
  });

  it('is said in the language of users where they are known, whatever their browser asks for', async () => {
    const person = await registerPerson(service.client, { languageCode: 'pt-BR' });
    const known = { ...asking('fr'), token: person.tokens.accessToken };
    const input = { currentPassword: person.password, newPassword: 'short' };
    const refused = await service.client.refusal(ChangePasswordDocument, { input }, known);
    expect(refused.message).toBe('A senha não atende aos requisitos de segurança');
    expect(refused['fields']).toContainEqual({
      field: 'newPassword',
      rule: 'minLength',
      message: 'Use pelo menos 8 caracteres',
      params: { count: 8 },
    });
    const { revokeOtherSessions } = await service.client.run(RevokeOtherSessionsDocument, {}, known);
    expect(revokeOtherSessions.message).toBe('Todas as outras sessões foram encerradas');
  });

  it('is said in the language of the request where nobody is known', async () => {
    const input = { currentPassword: 'Password123!', newPassword: 'Password124!' };
    const unknown = await service.client.refusal(ChangePasswordDocument, { input }, asking('es-MX'));
    expect([unknown.code, unknown.message]).toEqual(['UNAUTHENTICATED', 'Debe iniciar sesión']);
    const forged = await service.client.refusal(
      ChangePasswordDocument,
      { input },
      { ...asking('it'), token: 'no.such.token' },
    );
    expect([forged.code, forged.message]).toEqual(['TOKEN_INVALID', 'Il token non è valido']);
  });

  it('takes an account that is taken in the language of the request, not of the input', async () => {
    const { username } = await registerPerson(service.client);
    const input = newcomer({ username, languageCode: 'de' });
    const refused = await service.client.refusal(RegisterDocument, { input }, asking('zh-TW'));
    expect([refused.code, refused.message]).toEqual(['USERNAME_TAKEN', '该用户名已被使用']);
  });

  it('that speaks to developers stays English', async () => {
    const { errors } = await service.client.raw('{ nothing }', {}, asking('ar'));
    expect(errors[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors[0]?.message).toMatch(/^[\x20-\x7e]+$/);
  });

  it('has words in the catalogues for every rule of every input', () => {
    // What GraphQL itself has checked before: these rules cannot be broken.
    const checkedBefore = ['isString', 'isBoolean'];
    const { validationMetadatas } = getMetadataStorage() as unknown as {
      validationMetadatas: Map<unknown, Metadata[]>;
    };
    const rules = [...validationMetadatas].flatMap(([, rulesOfOne]) => rulesOfOne);
    const wordless = rules
      .filter(({ type, name }) => type === CUSTOM && !checkedBefore.includes(name ?? ''))
      .filter(({ context, message }) => !isSentence(context) || message !== undefined)
      .map(
        ({ target, propertyName, name }) => `${target.name}.${propertyName} breaks ${name} without says()`,
      );
    expect(rules.length).toBeGreaterThan(10);
    expect(wordless).toEqual([]);
  });
});

const CUSTOM: (typeof ValidationTypes)['CUSTOM_VALIDATION'] = 'customValidation';

interface Metadata {
  readonly type: string;
  readonly name?: string;
  readonly target: { readonly name: string };
  readonly propertyName: string;
  readonly context?: unknown;
  readonly message?: unknown;
}

describe('a mail in Arabic', () => {
  const translator = createTranslator();
  const email = renderEmail(translator, IDENTITY, 'ar-EG', {
    subject: translator.translate('ar-EG', 'mails.passwordReset.subject'),
    greeting: translator.translate('ar-EG', 'mails.passwordReset.greeting', { username: 'ada_l' }),
    paragraphs: [translator.translate('ar-EG', 'mails.passwordReset.expiry', { count: 30 })],
    footer: translator.translate('ar-EG', 'mails.passwordReset.ignore'),
  });

  it('is written from right to left, and says that it is Arabic', () => {
    expect(email.html).toContain('<html lang="ar" dir="rtl">');
    // What webmail leaves of it.
    expect(/<body[^>]*>(.*)<\/body>/s.exec(email.html)?.[1]?.trim()).toMatch(/^<div lang="ar" dir="rtl">/);
    expect(email.language).toBe('ar');
  });

  it('keeps a Latin name in one piece', () => {
    expect(email.text).toContain('مرحبًا \u2068ada_l\u2069،');
  });
});
