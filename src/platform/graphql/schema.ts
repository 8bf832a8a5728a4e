import 'reflect-metadata';
import { GraphQLEnumType, GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import type { ErrorCode, ErrorDeclarations } from '../../core/errors.js';
import type { Translator } from '../i18n/translator.js';
import { type OnForbidden, reserveForAdministrators } from './admin-only.js';
import type { IsUnavailable } from './error-mapping.js';
import { type LimitedOperations, limitOperations, type OperationLimits } from './limited.js';
import { closeByDefault } from './public.js';
import { type OnRead, recordReading } from './records-reading.js';

// biome-ignore lint/complexity/noBannedTypes: type-graphql names classes by this type
type ResolverClass = Function;

/** Generated clients get the codes as a type, though no field returns one. */
function errorCodeEnum({ errors, translator }: SchemaGuards): GraphQLEnumType {
  const describe = (code: ErrorCode) => `${translator.translate('en', `errors.${code}`)}.`;
  return new GraphQLEnumType({
    name: 'ErrorCode',
    description:
      'Every value of `errors[].extensions.code` that this service adds to those of GraphQL itself.',
    values: Object.fromEntries(
      (Object.keys(errors).sort() as ErrorCode[]).map((code) => [
        code,
        { value: code, description: describe(code) },
      ]),
    ),
  });
}

/** What the finished schema is guarded by, and what it describes. */
export interface SchemaGuards {
  limits: OperationLimits;
  operations: LimitedOperations;
  errors: ErrorDeclarations;
  translator: Pick<Translator, 'translate'>;
  isUnavailable: IsUnavailable;
  forbidden: OnForbidden;
  onRead: OnRead;
}

/**
 * The schema of these resolvers, closed but for what they mark `@Public()`, limited and reserved as they declare.
 * @param instanceOf finds the instance that answers for a class
 */
export function buildClosedSchema(
  resolvers: readonly ResolverClass[],
  instanceOf: (resolver: ResolverClass) => unknown,
  guards: SchemaGuards,
): GraphQLSchema {
  const built = buildSchemaSync({
    resolvers: [...resolvers] as NonEmptyArray<ResolverClass>,
    container: { get: instanceOf },
    // Its errors would carry the input itself, password included (ER-1).
    validate: { forbidUnknownValues: true, validationError: { target: false, value: false } },
  });
  const config = built.toConfig();
  const schema = new GraphQLSchema({ ...config, types: [...config.types, errorCodeEnum(guards)] });
  // Within every guard: a reading that is refused is none.
  recordReading(schema, guards.onRead);
  reserveForAdministrators(schema, guards.forbidden);
  // Around the role: a flood of what is refused for it is a flood all the same.
  limitOperations(schema, guards);
  // Around the limits: who asks is known before they are counted.
  closeByDefault(schema);
  return schema;
}
