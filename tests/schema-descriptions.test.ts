import {
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { unansweredSchema } from '../src/app/printed-schema.js';
import { operationDeclarations } from '../src/app/registers.js';
import { operationScopes, scopeName } from '../src/platform/graphql/opened-by.js';

const schema = await unansweredSchema();
const roots = [schema.getQueryType(), schema.getMutationType()];

describe('the descriptions of the schema', () => {
  it('explain every type and every field that clients choose, in whole sentences', () => {
    const lacking: string[] = [];
    const check = (where: string, description: string | null | undefined) => {
      if (!/^[A-Z`0-9].*[.!]$/s.test(description ?? '')) lacking.push(where);
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      if (!roots.includes(type as never)) check(type.name, type.description);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields()))
        check(`${type.name}.${field.name}`, field.description);
    }
    expect(lacking).toEqual([]);
  });

  it('name which token or scope each operation needs, and which codes it fails with', () => {
    const needs = {
      required: /needs (an access token|the access token of an administrator)([.;]|, or a service key )/i,
      optional: /(needs one of these tokens[.;]|no access token; with one,|without an access token[.;])/i,
      never: /needs (no (access )?token[.;]|a service key)/i,
    };
    const scopes = operationScopes(schema);
    const lacking = roots
      .flatMap((type) => Object.values(type?.getFields() ?? {}))
      .flatMap(({ name, description }) => {
        const { token, throws } = operationDeclarations[name] ?? { token: 'never', throws: [] };
        const scope = scopes[name] ? [scopeName(scopes[name])] : [];
        const lacks = [...throws, ...scope].filter((word) => !description?.includes(`\`${word}\``));
        return [...(needs[token].test(description ?? '') ? [] : ['token']), ...lacks].map(
          (what) => `${name}: ${what}`,
        );
      });
    expect(lacking).toEqual([]);
  });
});
