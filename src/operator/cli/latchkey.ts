#!/usr/bin/env node
import { readDotEnv } from '../../app/dot-env.js';
import { runCommandLine } from './command-line.js';
import { processShell } from './shell.js';

readDotEnv();
process.exitCode = await runCommandLine(process.argv.slice(2), processShell());
