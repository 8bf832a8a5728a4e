import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

// V8 keeps the counters of everything that a process ever loaded, and every test file loads the source anew. So each
// process runs a sixteenth of the files; one process for all became slower with every file.
const PARTS = 16;
const FOLDER = resolve('coverage/tmp');

/** @returns whether the command succeeded */
function run(command, words, environment = {}) {
  const child = spawn(command, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((end) => child.once('exit', (code) => end(code === 0)));
}

const paths = process.argv.slice(2);
const parts =
  paths.length > 0 ? [[]] : Array.from({ length: PARTS }, (_, part) => [`--shard=${part + 1}/${PARTS}`]);
const results = [];

/** In one process, because a worker of Jest may end before it has written its coverage. */
async function runParts() {
  for (let part = parts.shift(); part !== undefined; part = parts.shift())
    results.push(
      await run('jest', ['--runInBand', '--forceExit', ...part, ...paths], { NODE_V8_COVERAGE: FOLDER }),
    );
}

await rm('coverage', { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
await Promise.all(Array.from({ length: availableParallelism() }, runParts));
results.push(await run('c8', ['report']));
process.exitCode = results.every(Boolean) ? 0 : 1;
