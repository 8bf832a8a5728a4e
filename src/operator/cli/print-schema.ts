import { writeFileSync } from 'node:fs';
import { printedSchema } from '../../app/printed-schema.js';

writeFileSync(new URL('../../../schema.graphql', import.meta.url), await printedSchema());
