import { readFileSync } from 'node:fs';
import { columnName, columnsOf } from '../../../src/platform/database/columns.js';

const schema = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
const models = [...schema.matchAll(/^model (\w+) \{\n([^}]*)\}/gm)].map(([, model = '', body = '']) => ({
  model,
  fields: [...body.matchAll(/^ {2}(\w+) +(\w+)(.*)$/gm)].map(([, name = '', type = '', rest = '']) => ({
    name,
    type,
    column: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name,
  })),
}));
const modelNames = new Set(models.map(({ model }) => model));

describe('the columns of a raw statement', () => {
  it('are called in the database as the schema maps the fields of every model', () => {
    const columns = models.flatMap(({ model, fields }) =>
      fields.filter(({ type }) => !modelNames.has(type)).map((field) => ({ ...field, model })),
    );
    expect(columns.length).toBeGreaterThan(100);
    expect(columns.map(({ model, name }) => `${model}.${columnName(name)}`)).toEqual(
      columns.map(({ model, column }) => `${model}.${column}`),
    );
  });

  it('are the named ones alone, with enums and decimals as text', () => {
    expect(columnsOf('User', 'u', ['id', 'createdAt', 'role', 'balance']).sql).toBe(
      'u.id AS "id", u.created_at AS "createdAt", u.role::text AS "role", u.balance::text AS "balance"',
    );
  });
});
