import { readFile } from 'node:fs/promises';
import { newFolder } from '../../support/database.js';
import { describeEmbedded, preparedFolder, runCommand } from '../../support/process.js';

const PRELOADED = new URL('../../support/module-list.mjs', import.meta.url);
/** What serves the API, and takes half of a start. */
const SERVING = /\/node_modules\/(@apollo\/server|@as-integrations|@?fastify|type-graphql|graphql)\//;

/** Every module that a command loads, in a process of its own. */
async function modulesOf(...words: string[]): Promise<string[]> {
  const list = `${newFolder()}.txt`;
  const preloaded = Object.assign(new URL(PRELOADED), {
    search: String(new URLSearchParams({ file: list })),
  });
  const env = { DATA_DIR: await preparedFolder(), NODE_OPTIONS: `--import=${preloaded.href}` };
  expect(await runCommand(words, { env })).toMatchObject({ code: 0, stderr: '' });
  return [...new Set((await readFile(list, 'utf8')).split('\n'))];
}

describeEmbedded('latchkey users list', () => {
  it('loads neither a server nor GraphQL', async () => {
    const loaded = await modulesOf('users', 'list');
    expect(loaded).toContainEqual(expect.stringMatching(/\/dist\/operator\/users\/users-list\.js$/));
    expect(loaded).toContainEqual(expect.stringContaining('/node_modules/@electric-sql/pglite/'));
    expect(loaded.filter((name) => SERVING.test(name))).toEqual([]);
  });
});
