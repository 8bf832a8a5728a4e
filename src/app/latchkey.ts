#!/usr/bin/env node
import { runCommandLine } from './command-line.js';
import { readDotEnv } from './dot-env.js';
import { processShell } from './process-shell.js';

readDotEnv();
process.exitCode = await runCommandLine(process.argv.slice(2), processShell());
