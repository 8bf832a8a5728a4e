import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newFolder } from './support/database.js';
import { startProcess } from './support/process.js';

const README = new URL('../README.md', import.meta.url);
const MARK = '--- answered ---';

/** The blocks of the first session: what a newcomer types, and the answer that they are shown. */
async function firstSession(): Promise<{ language: string; text: string }[]> {
  const readme = await readFile(README, 'utf8');
  const section = readme.slice(readme.indexOf('## A first session'), readme.indexOf('## Administration'));
  return [...section.matchAll(/```(sh|json)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

describe('the README', () => {
  it('shows the answers that its first session gets, word for word', async () => {
    const folder = newFolder();
    await mkdir(folder);
    const service = await startProcess({ DATA_DIR: join(folder, 'data') });
    const blocks = await firstSession();
    const script = blocks
      .map(({ language, text }) => (language === 'sh' ? text : `echo '${MARK}'\n`))
      .join('')
      .replaceAll('http://localhost:4000', service.url);
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder });
    await service.kill();
    const shown = blocks.filter(({ language }) => language === 'json').map(({ text }) => text.trim());
    expect(
      stdout
        .split(`${MARK}\n`)
        .slice(0, -1)
        .map((answer) => answer.trim()),
    ).toEqual(shown);
  });
});
