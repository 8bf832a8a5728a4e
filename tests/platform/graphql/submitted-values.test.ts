import { randomUUID } from 'node:crypto';
import { getMetadataStorage as validationRules } from 'class-validator';
import {
  type GraphQLArgument,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isNonNullType,
} from 'graphql';
import { getMetadataStorage as schemaClasses } from 'type-graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { appointedAdministrator } from '../../support/administrators.js';
import { everyOperation, fittingVariables, inputPlaces, put } from '../../support/every-operation.js';
import { type Person, registerPerson } from '../../support/people.js';
import { client, codeIn, engine, service } from '../../support/watched-service.js';

const schema: GraphQLSchema = await unansweredSchema();

describe('what is submitted', () => {
  const operations = everyOperation(schema);
  let administrator: Person;
  beforeAll(async () => {
    administrator = await appointedAdministrator(service);
  });
  const inputClasses = () =>
    schemaClasses()
      .inputTypes.filter(({ name }) => schema.getType(name) !== undefined)
      .map(({ target }) => target as new () => Record<string, unknown>);

  /** For each field that a rule binds, values that break one. A new rule without an entry fails the test. */
  const INVALID: Readonly<Record<string, readonly unknown[]>> = {
    'RegisterInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'naïve', 'a-b-c', 'tab\tbed', 'abc\n'],
    'RegisterInput.displayName': ['x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'RegisterInput.email': [
      '',
      'nope',
      'a@b',
      '@b.co',
      'a@',
      'a@b..co',
      'a b@c.de',
      `${'x'.repeat(65)}@y.org`,
    ],
    'RegisterInput.languageCode': ['', 'x', 'english!', 'en_US', '../en', 'en-'],
    'RegisterInput.referralCode': ['x'.repeat(65)],
    'RegisterInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'LoginInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'RequestSignInCodeInput.email': ['', 'nope', 'a@b'],
    'SignInWithCodeInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'a-b-c'],
    'SignInWithCodeInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'RegisterWithCodeInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'a-b-c'],
    'RegisterWithCodeInput.displayName': ['x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'RegisterWithCodeInput.email': ['', 'nope', 'a@b'],
    'RegisterWithCodeInput.languageCode': ['', 'x', 'english!', 'en_US'],
    'RegisterWithCodeInput.referralCode': ['x'.repeat(65)],
    'SignInWithTotpInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'SignInWithRecoveryCodeInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'SignInWithPasskeyInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'CompleteSignUpInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'a-b-c'],
    'CompleteSignUpInput.displayName': ['x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'CompleteSignUpInput.email': ['', 'nope', 'a@b'],
    'CompleteSignUpInput.languageCode': ['', 'x', 'english!', 'en_US'],
    'CompleteSignUpInput.referralCode': ['x'.repeat(65)],
    'CompleteSignUpInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'CompleteProviderSignInInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'SignInWithIdTokenInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'SignInWithIdTokenInput.idToken': ['x'.repeat(16_385)],
    'PasskeyAssertionInput.id': ['x'.repeat(1365)],
    'PasskeyAssertionInput.clientDataJSON': ['x'.repeat(4097)],
    'PasskeyAssertionInput.authenticatorData': ['x'.repeat(4097)],
    'PasskeyAssertionInput.signature': ['x'.repeat(4097)],
    'PasskeyAssertionInput.userHandle': ['x'.repeat(87)],
    'PasskeyAttestationInput.id': ['x'.repeat(1365)],
    'PasskeyAttestationInput.clientDataJSON': ['x'.repeat(4097)],
    'PasskeyAttestationInput.attestationObject': ['x'.repeat(16_385)],
    'PasskeyAttestationInput.transports': [Array(11).fill('usb'), ['usb', 'x'.repeat(33)]],
    'AddPasskeyInput.name': ['', ' ', 'x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'RenamePasskeyInput.name': ['', ' ', 'x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'StartTotpEnrolmentInput.name': ['', ' ', 'x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'RenameTotpInput.name': ['', ' ', 'x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'RequestPasswordResetInput.email': ['', 'nope', 'a@b'],
    'RequestEmailChangeInput.newEmail': ['', 'nope', 'a@b'],
    'UpdateProfileInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'a-b-c'],
    'UpdateProfileInput.displayName': ['x'.repeat(65), 'two\nlines', 'a\u202eb'],
    'UpdateProfileInput.languageCode': ['', 'x', 'english!', 'en_US'],
    'InviteUserInput.email': ['', 'nope', 'a@b'],
    'InviteUserInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'a-b-c'],
    'InviteUserInput.languageCode': ['', 'x', 'english!', 'en_US'],
    'CreateServiceKeyInput.name': ['', 'x'.repeat(65), 'naïve', 'a\nb', 'a\u0000b', '<b>'],
    'CreateServiceKeyInput.scopes': [[]],
    'AuditFilter.userId': ['', 'me', "' OR 1=1 --"],
    'AuditFilter.types': [Array(51).fill('LOGGED_IN')],
    'SuspendUserInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'ReinstateUserInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'SetUserRoleInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'ResetSecondFactorsInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'RevokeUserSessionsInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'AdjustBalanceInput.amount': ['0', '1.001', '100000000000'],
    'AdjustBalanceInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'AdjustBalanceInput.idempotencyKey': ['', 'a b', 'x'.repeat(65), 'clé'],
    'UserFilter.search': ['', 'x'.repeat(255)],
  };
  /** These say only what GraphQL has already made sure of. */
  const IMPLIED = ['isString', 'isBoolean', 'conditionalValidation', 'isOptional', 'nestedValidation'];

  function boundFields(): string[] {
    return inputClasses().flatMap((inputClass) => {
      const rules = validationRules().getTargetValidationMetadatas(inputClass, '', false, false);
      const binding = rules.filter(
        ({ name = '', type }) => !IMPLIED.includes(name) && !IMPLIED.includes(type),
      );
      return [...new Set(binding.map(({ propertyName }) => `${inputClass.name}.${propertyName}`))];
    });
  }

  it('REG-1: has a test for every field that a rule binds', () => {
    expect(Object.keys(INVALID).sort()).toEqual(boundFields().sort());
  });

  it.each(Object.keys(INVALID))('REG-1: is refused when `%s` breaks its rule', async (field) => {
    const [inputType = '', name = ''] = field.split('.');
    // Whoever may do everything, so that nothing but the rule refuses it.
    const token = administrator.tokens.accessToken;
    const before = await service.database.user.count();
    engine.forget();
    const taking = operations.flatMap(({ document, args }) =>
      inputPlaces(args, inputType).map((place) => ({ document, args, place: [...place, name] })),
    );
    expect(taking).not.toEqual([]);
    for (const { document, args, place } of taking) {
      for (const invalid of INVALID[field] ?? []) {
        const { errors } = await client.raw(document, put(fittingVariables(args), place, invalid), { token });
        expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', status: 400 } }]);
        const fields = errors[0]?.extensions?.['fields'] as { field: string }[];
        expect(new Set(fields.map((problem) => problem.field.split('.').at(-1)))).toEqual(new Set([name]));
      }
    }
    expect(await service.database.user.count()).toBe(before);
    // A registration tells which names are taken, so each costs what one costs that makes an account.
    const hashes = inputType === 'RegisterInput' ? (INVALID[field] ?? []).length : 0;
    expect([engine.hashes.length, engine.verifications.length]).toEqual([hashes, 0]);
  });

  it('REG-1, LOG-7: is refused when a value is of another type, in every field of every operation', async () => {
    const someone = await registerPerson(client);
    const wrong: Readonly<Record<string, unknown[]>> = {
      String: [1, true, ['x'], { x: 'y' }],
      ID: [true, 1.5, ['x'], { x: 'y' }],
      Boolean: ['true', 1, [true], {}],
    };
    const codes: Record<string, string> = {};
    for (const { name, document, args, isPublic } of operations) {
      const fields = args.flatMap((arg) => {
        const type = isNonNullType(arg.type) ? arg.type.ofType : arg.type;
        if (!isInputObjectType(type)) return [{ place: [arg.name], type: String(type) }];
        return Object.values(type.getFields()).map((field) => ({
          place: [arg.name, field.name],
          type: String(field.type).replace('!', ''),
        }));
      });
      for (const { place, type } of fields) {
        for (const value of wrong[type] ?? [{ unknown: type }]) {
          const variables = put(fittingVariables(args), place, value);
          const token = isPublic ? undefined : someone.tokens.accessToken;
          const { errors } = await client.raw(document, variables, { token });
          codes[`${name} ${place.join('.')} ${JSON.stringify(value)}`] = codeIn({ errors });
        }
      }
    }
    expect(Object.keys(codes).length).toBeGreaterThan(50);
    expect(Object.entries(codes).filter(([, code]) => code !== 'BAD_USER_INPUT')).toEqual([]);
  });

  /** Whom it is about, where that is not the signed-in user: closed by role. */
  function namesField({ type }: GraphQLArgument, name: string): boolean {
    const input = getNullableType(type);
    return isInputObjectType(input) && name in input.getFields();
  }

  it('REG-8: assigns nothing that its operation does not name, in every operation', async () => {
    const someone = await registerPerson(client);
    const extras = {
      id: randomUUID(),
      role: 'ADMIN',
      status: 'ACTIVE',
      suspended: false,
      emailVerified: true,
      emailVerifiedAt: '2026-01-01T00:00:00.000Z',
      balance: '1000.00',
      referralBalance: '1000.00',
      credentialsEpoch: 7,
      userId: someone.tokens.user.id,
    };
    for (const { document, args, isPublic } of operations.filter((op) => op.args.length > 0)) {
      for (const [name, value] of Object.entries(extras)) {
        if (args.some((arg) => arg.name === name || namesField(arg, name))) continue;
        const input = put(fittingVariables(args), ['input', name], value);
        const token = isPublic ? undefined : someone.tokens.accessToken;
        const asField = await client.raw(document, input, { token });
        // An operation without an input type gets it as a variable that nothing uses.
        if (args.some((arg) => arg.name === 'input')) expect(codeIn(asField)).toBe('BAD_USER_INPUT');
        const asArgument = document.replace(/(\{ \w+\()/, `$1${name}: null, `);
        expect(codeIn(await client.raw(asArgument, fittingVariables(args), { token }))).toBe(
          'GRAPHQL_VALIDATION_FAILED',
        );
      }
    }
    const row = await service.database.user.findUniqueOrThrow({ where: { id: someone.tokens.user.id } });
    expect(row).toMatchObject({ role: 'USER', status: 'ACTIVE', emailVerifiedAt: null, credentialsEpoch: 0 });
    expect([row.balance, row.referralBalance].map(String)).toEqual(['0', '0']);
  });
});
