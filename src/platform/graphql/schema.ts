import 'reflect-metadata';
import { GraphQLEnumType, GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import type { ErrorCode, ErrorDeclarations, FieldRules } from '../../core/errors.js';
import type { Translator } from '../i18n/translator.js';
import { type OnForbidden, type RequireAdministration, reserveForAdministrators } from './admin-only.js';
import type { IsUnavailable } from './error-mapping.js';
import { type RequireFresh, requireFreshSessions } from './fresh.js';
import { VALIDATION } from './input-problems.js';
import {
  type LimitedOperations,
  limitOperations,
  type OperationLimits,
  type RequireCaptcha,
} from './limited.js';
import { closeByDefault, type RequireEnrolled } from './public.js';
import { type OnRead, recordReading } from './records-reading.js';

// biome-ignore lint/complexity/noBannedTypes: type-graphql names classes by this type
type ResolverClass = Function;

/** Gives generated clients a type with all error codes, although no field returns one. */
function errorCodeEnum({ errors, translator }: SchemaGuards): GraphQLEnumType {
  const describe = (code: ErrorCode) => `${translator.translate('en', `errors.${code}`)}.`;
  return new GraphQLEnumType({
    name: 'ErrorCode',
    description:
      'The values of `errors[].extensions.code` that this service defines. GraphQL itself has others, such as `GRAPHQL_VALIDATION_FAILED`.',
    values: Object.fromEntries(
      (Object.keys(errors).sort() as ErrorCode[]).map((code) => [
        code,
        { value: code, description: describe(code) },
      ]),
    ),
  });
}

function fieldRuleEnum({ rules }: SchemaGuards): GraphQLEnumType {
  return new GraphQLEnumType({
    name: 'FieldRule',
    description:
      'The values of `errors[].extensions.fields[].rule`: the rules that a field of the input can break.',
    values: Object.fromEntries(
      Object.keys(rules)
        .sort()
        .map((name) => [name, { value: name, description: rules[name]?.when }]),
    ),
  });
}

/** The guards of the finished schema, and the error codes and rules that it documents. */
export interface SchemaGuards {
  limits: OperationLimits;
  operations: LimitedOperations;
  errors: ErrorDeclarations;
  rules: FieldRules;
  translator: Pick<Translator, 'translate'>;
  isUnavailable: IsUnavailable;
  forbidden: OnForbidden;
  requireFresh: RequireFresh;
  requireAdministration: RequireAdministration;
  requireEnrolled: RequireEnrolled;
  onRead: OnRead;
  requireCaptcha: RequireCaptcha;
}

/**
 * Builds the schema of these resolvers. Every operation is closed unless marked `@Public()`, and limited and
 * restricted to administrators as declared.
 * @param instanceOf returns the instance of a resolver class
 */
export function buildClosedSchema(
  resolvers: readonly ResolverClass[],
  instanceOf: (resolver: ResolverClass) => unknown,
  guards: SchemaGuards,
): GraphQLSchema {
  const built = buildSchemaSync({
    resolvers: [...resolvers] as NonEmptyArray<ResolverClass>,
    container: { get: instanceOf },
    validate: VALIDATION,
  });
  const config = built.toConfig();
  const schema = new GraphQLSchema({
    ...config,
    types: [...config.types, errorCodeEnum(guards), fieldRuleEnum(guards)],
  });
  // Inside every guard, because a refused query shows no data.
  recordReading(schema, guards.onRead);
  // Inside the role check: who may never call an operation is not asked for a proof.
  requireFreshSessions(schema, guards.requireFresh);
  reserveForAdministrators(schema, guards.forbidden, guards.requireAdministration);
  // Outside the role check, so that a flood of forbidden operations is limited too.
  limitOperations(schema, guards);
  // Outside the limits, because they count by the signed-in user.
  closeByDefault(schema, guards.requireEnrolled);
  return schema;
}
