import { readFileSync } from 'node:fs';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the package', () => {
  it('SC-2: runs no script of another package when it is installed', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('SC-4: publishes what it lists, and no source, test, setting or key', () => {
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    expect([...files].sort()).toEqual([
      'CHANGELOG.md',
      'SECURITY.md',
      'dist',
      'docs',
      'prisma/migrations',
      'schema.graphql',
    ]);
  });

  it('SC-6: says first how to report a vulnerability in private', () => {
    const [first = ''] = read('SECURITY.md').match(/^## .*$/m) ?? [];
    expect(first).toBe('## Reporting');
    expect(read('SECURITY.md')).toMatch(/report a weakness privately/);
  });
});
