import { PGlite } from '@electric-sql/pglite';
import { FIND_USER, RAISE_GENERATION, type RaisedSession, serveFloor } from './floor-server.js';

const pglite = await PGlite.create(process.env['DATABASE_FOLDER'] ?? '');

await serveFloor({
  findUser: async (id) => (await pglite.query<object>(FIND_USER, [id])).rows[0],
  raiseGeneration: async (id, generation, now) =>
    (await pglite.query<RaisedSession>(RAISE_GENERATION, [id, generation, now])).rows[0],
});
