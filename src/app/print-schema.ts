import { readFileSync, writeFileSync } from 'node:fs';
import { writtenDocuments } from './written-documents.js';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

const documents = await writtenDocuments((path) => readFileSync(at(path), 'utf8'));
for (const [path, text] of Object.entries(documents)) writeFileSync(at(path), text);
