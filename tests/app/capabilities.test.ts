import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { capabilities } from '../../src/app/capabilities.js';
import { readConfig } from '../../src/app/config.js';
import { loadResolvers } from '../../src/app/container.js';
import { unansweredSchema } from '../../src/app/printed-schema.js';
import {
  errorDeclarations,
  keyDeclarations,
  mailTemplates,
  operationDeclarations,
  reasonDeclarations,
} from '../../src/app/registers.js';
import { localUrl, serviceConfig } from '../../src/app/service-config.js';
import { publicOperations, serviceOperations } from '../../src/platform/graphql/public.js';
import { createTranslator } from '../../src/platform/i18n/translator.js';
import { readSource } from '../support/source-tree.js';

interface Listed {
  readonly name: string;
  readonly needs: readonly string[];
  readonly provides: readonly string[];
}
const listed: readonly Listed[] = capabilities;
const files = readSource().filter(({ path }) => path.endsWith('.capability.ts'));
const schema = await unansweredSchema();
const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}),
);
/** They are part of the schema where it is a subgraph. */
const OF_A_SUBGRAPH = ['_service', '_entities'];

describe('the list of capabilities', () => {
  it('has every capability that there is', () => {
    const declared = files.flatMap(({ text }) => /\n {2}name: '([\w-]+)'/.exec(text)?.[1] ?? []);
    expect(listed.map(({ name }) => name).sort()).toEqual(declared.sort());
    expect(new Set(declared).size).toBe(files.length);
  });

  it('is in order: a capability stands behind those whose services it needs', () => {
    const provided = new Map(listed.flatMap(({ provides }, at) => provides.map((name) => [name, at])));
    const early = listed.flatMap(({ name, needs }, at) =>
      needs.filter((need) => (provided.get(need) ?? -1) >= at).map((need) => `${name} needs ${need}`),
    );
    expect(early).toEqual([]);
  });

  it('provides each service once', () => {
    const all = listed.flatMap(({ provides }) => provides);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it('says of each reason of a refusal what it means, as the texts do', () => {
    const english = new URL('../../src/generated/texts/en.json', import.meta.url);
    const { reasons } = JSON.parse(readFileSync(english, 'utf8')) as { reasons: object };
    expect(Object.keys(reasonDeclarations).sort()).toEqual(Object.keys(reasons).sort());
  });

  it('declares every operation of the schema, and no other', () => {
    expect(Object.keys(operationDeclarations).sort()).toEqual([...fields, ...OF_A_SUBGRAPH].sort());
  });

  it('asks for a token exactly where the operation is closed to those without one', () => {
    const open = [...publicOperations(schema), ...serviceOperations(schema), '_service'];
    for (const [name, { token }] of Object.entries(operationDeclarations))
      expect([name, token === 'required']).toEqual([name, !open.includes(name)]);
  });

  it('has a resolver for every folder that declares operations', async () => {
    const config = serviceConfig(readConfig({ FEDERATION: 'on' }), localUrl(4000));
    const resolvers = await loadResolvers(config);
    const inSource = readSource().filter(({ path }) => path.endsWith('.resolver.ts'));
    expect(resolvers).toHaveLength(inSource.length);
  });

  it('gives each derived key a label of its own', () => {
    const labels = Object.values(keyDeclarations).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('says each code in the texts of the folder that declares it', () => {
    const misplaced = files.flatMap(({ path, text }) => {
      const [, declared = ''] = /\n {2}errors: \{([\s\S]*?)\n? *\},\n {2}events/.exec(text) ?? [];
      const codes = [...declared.matchAll(/\b([A-Z_]+): \{/g)].map(([, code = '']) => code);
      const read = () => readFileSync(`src/${dirname(path)}/texts/en.ts`, 'utf8');
      return codes.filter((code) => !read().includes(`${code}:`)).map((code) => `${path}: ${code}`);
    });
    expect(misplaced).toEqual([]);
    const translator = createTranslator();
    expect(Object.keys(errorDeclarations).filter((code) => !translator.has(`errors.${code}`))).toEqual([]);
  });

  it('has a template for every mail that has texts', () => {
    const english = JSON.parse(readFileSync('src/generated/texts/en.json', 'utf8')) as {
      mails: Record<string, { subject?: string }>;
    };
    const written = Object.entries(english.mails).filter(([, { subject }]) => subject !== undefined);
    expect(written.map(([kind]) => kind).sort()).toEqual(Object.keys(mailTemplates).sort());
  });
});
