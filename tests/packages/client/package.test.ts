import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { newFolder } from '../../support/database.js';
import { runProgram } from '../../support/examples.js';
import { linkInstalled, packedFile } from '../../support/packed-packages.js';
import { describeEmbedded } from '../../support/process.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COMPILER = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const GENERATOR = join(ROOT, 'node_modules/@graphql-codegen/cli/cjs/bin.js');

const folder = newFolder();
const run = async (program: string, args: string[], cwd = folder): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { cwd }).catch(
    (error: { stdout: string; stderr: string }) => ({ stdout: `${error.stdout}${error.stderr}` }),
  );
  return stdout;
};
const put = async (path: string, text: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
const compile = (project: string) => run(COMPILER, ['-p', join(folder, project)]);

/** The code that a page shows in this language, in its order. */
async function blocks(page: string, language: string, section = ''): Promise<string[]> {
  const text = await readFile(join(ROOT, page), 'utf8');
  const part = text.slice(text.indexOf(section));
  return [...part.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );
}

const OPTIONS = {
  strict: true,
  noEmit: true,
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
};

beforeAll(async () => {
  await put('package.json', '{ "private": true }');
  const words = ['install', '--offline', '--no-audit', '--no-fund', await packedFile('@latchkey/client')];
  const { code, out, errors } = await runProgram('npm', words, { cwd: folder });
  // npm finds nothing to download: the package has no dependency.
  expect({ code, out, errors }).toEqual({
    code: 0,
    out: expect.stringContaining('added 1 package'),
    errors: '',
  });
}, 60_000);

describeEmbedded('@latchkey/client, as it is installed', () => {
  it('has types that need nothing beside them', async () => {
    await put(
      'alone/use.ts',
      `import {
         AuthError, type AuthErrorCode, createAuthClient, type ErrorCodeOf, inLocalStorage, isAuthError,
       } from '@latchkey/client';
       const auth = createAuthClient({ url: '', storage: inLocalStorage() });
       export const name: Promise<string> = auth.me().then((user) => user?.username ?? "");
       export const code: AuthErrorCode = 'TOKEN_REUSED';
       export const policy: Promise<number> = auth.passwordPolicy().then(({ minLength }) => minLength);
       // @ts-expect-error there is no such code
       export const unknownCode: AuthErrorCode = 'TOKEN_LOST';
       export const wrong: ErrorCodeOf<'login'>[] = ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED', 'RATE_LIMITED'];
       export const ended: ErrorCodeOf<'mySessions'>[] = ['TOKEN_INVALID', 'UNAUTHENTICATED', 'SERVER_BUSY'];
       // @ts-expect-error a login cannot fail so
       export const notOfLogin: ErrorCodeOf<'login'> = 'USERNAME_TAKEN';
       // @ts-expect-error the service reads no token there
       export const ofNoToken: ErrorCodeOf<'passwordPolicy'> = 'TOKEN_EXPIRED';
       // @ts-expect-error there is no such operation
       export type OfNone = ErrorCodeOf<'logIn'>;
       export async function logIn(password: string): Promise<string> {
         try {
           return (await auth.login({ usernameOrEmail: 'ada', password })).tokenType;
         } catch (error) {
           if (!isAuthError<'login'>(error)) throw error;
           switch (error.code) {
             case 'ACCOUNT_SUSPENDED':
               return error.until ?? 'for ever';
             case 'NETWORK_ERROR':
             case 'FORBIDDEN':
             case 'INVALID_CREDENTIALS':
               return error.message;
             // @ts-expect-error a login cannot fail so
             case 'TOKEN_REUSED':
             default:
               return error.code satisfies AuthErrorCode<'login'>;
           }
         }
       }
       export function describe(error: unknown): string {
         if (isAuthError<'changePassword'>(error)) {
           // The refresh before the call may fail, too.
           if (error.code === 'TOKEN_REUSED') return 'log in';
           // @ts-expect-error neither the call nor the refresh fails so
           if (error.code === 'EMAIL_TAKEN') return 'never';
         }
         if (!(error instanceof AuthError)) return 'unknown';
         // @ts-expect-error there is no such code
         if (error.code === 'TOKEN_LOST') return 'never';
         // @ts-expect-error there is no such rule
         if (error.fields?.some(({ rule }) => rule === 'minLenght')) return 'never';
         // @ts-expect-error there is no such reason
         if (error.reason === 'lastUser') return 'never';
         return error.reason === 'lastAdministrator' ? 'last' : (error.fields?.[0]?.rule ?? error.code);
       }
       // @ts-expect-error a password is missing
       void auth.login({ usernameOrEmail: 'ada' });
       void auth.me({ signal: new AbortController().signal, timeout: 1000 });
       void auth.login({ usernameOrEmail: 'ada', password: '' }, { timeout: 1000 });
       // @ts-expect-error there is no such option
       void auth.me({ patience: 1000 });
       // @ts-expect-error the client knows its refresh token by itself
       void auth.refreshToken({ refreshToken: '' });`,
    );
    await put(
      'alone/tsconfig.json',
      JSON.stringify({ compilerOptions: { ...OPTIONS, skipLibCheck: false } }),
    );
    expect(await compile('alone')).toBe('');
  });

  it('runs in Node.js as it is', async () => {
    const program = `
      import { AuthError, createAuthClient, inCookie, inLocalStorage } from '@latchkey/client';
      for (const storage of [undefined, inCookie(), inLocalStorage()])
        await createAuthClient({ url: 'http://127.0.0.1:1/graphql', ...(storage && { storage }) })
          .passwordPolicy().catch((error) => console.log(error instanceof AuthError, error.code));`;
    await put('run.mjs', program);
    expect(await run(join(folder, 'run.mjs'), [])).toBe('true NETWORK_ERROR\n'.repeat(3));
  });

  it('has no dependency, and leaves out of a bundle what is not used', async () => {
    const bundle = async (names: string, entry = '@latchkey/client') => {
      const result = await build({
        stdin: { contents: `export { ${names} } from '${entry}';`, resolveDir: folder },
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'browser',
        metafile: true,
        write: false,
      });
      const foreign = Object.keys(result.metafile.inputs).filter(
        (input) => input !== '<stdin>' && !input.includes('/node_modules/@latchkey/client/'),
      );
      return { foreign, text: result.outputFiles[0]?.text ?? '' };
    };
    const all = await bundle('createAuthClient, inCookie, inLocalStorage');
    expect(all.foreign).toEqual([]);
    expect(all.text).toContain('localStorage');
    const page = await bundle('createAuthClient, inCookie');
    expect(brotliCompressSync(page.text).length).toBeLessThan(8192);
    expect(page.text).not.toMatch(/JSON\.parse|PublicKeyCredential/);
    const names = 'isConditionalAvailable, isSupported, reauthenticate, register, secondStep, signIn';
    const passkeys = await bundle(`${names}, signalAllAcceptedCredentials`, '@latchkey/client/passkeys');
    expect(passkeys.foreign).toEqual([]);
    expect(brotliCompressSync(passkeys.text).length).toBeLessThan(2000);
    expect(passkeys.text).not.toContain('mutation');
    expect((await bundle('AuthError')).text.length).toBeLessThan(700);
  });
});

describeEmbedded('what README, docs/client.md and docs/second-factors.md show', () => {
  it('compiles: their TypeScript, their operation, and what their codegen.yml makes of it', async () => {
    const PARTS = ['@apollo', '@graphql-codegen', '@urql', '@graphql-typed-document-node'];
    await linkInstalled(folder, [...PARTS, 'graphql', 'rxjs', 'wonka']);
    const [configuration = ''] = await blocks('README.md', 'yaml', '## Typed clients');
    const [operation = ''] = await blocks('README.md', 'graphql', '## Typed clients');
    await put('codegen.yml', configuration);
    await put('src/profile.graphql', operation);
    await run(GENERATOR, ['--config', 'codegen.yml', '--silent']);

    const generated = async (file: string) => readFile(join(folder, 'src/generated', file), 'utf8');
    expect(await generated('auth-schema.ts')).toMatch(
      /^export type ErrorCode =$[\s\S]*'INVALID_CREDENTIALS'/m,
    );
    expect(await generated('auth-schema.ts')).toMatch(/^export type FieldRule =$[\s\S]*'isEmail'/m);
    expect(await generated('auth/graphql.ts')).toMatch(/^export type ProfileQuery = /m);

    const shown = await blocks('README.md', 'ts', '## Typed clients');
    expect(shown).toHaveLength(2);
    await put('src/auth.ts', shown[0] ?? '');
    await put('src/profile.ts', shown[1] ?? '');
    const explained = await blocks('docs/client.md', 'ts');
    expect(explained.length).toBeGreaterThan(5);
    for (const [index, code] of explained.entries())
      await put(`docs/${index === 0 ? 'auth' : `block-${index}`}.ts`, code);
    for (const [index, code] of (await blocks('docs/second-factors.md', 'ts')).entries())
      await put(`second-factors/${index === 0 ? 'auth' : `block-${index}`}.ts`, code);
    await put(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { ...OPTIONS, skipLibCheck: true },
        include: ['src', 'docs', 'second-factors'],
      }),
    );
    expect(await compile('tsconfig.json')).toBe('');

    const persisted = JSON.parse(
      await readFile(join(folder, 'src/generated/auth/persisted-documents.json'), 'utf8'),
    );
    expect(Object.values(persisted)).toEqual([expect.stringContaining('query Profile')]);
  });
});
