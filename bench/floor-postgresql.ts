import pg from 'pg';
import { FIND_USER, RAISE_GENERATION, serveFloor } from './floor-server.js';

// As many connections as the service holds by default.
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

await serveFloor({
  findUser: async (id) => (await pool.query({ name: 'find_user', text: FIND_USER, values: [id] })).rows[0],
  raiseGeneration: async (id, generation, now) => {
    const statement = { name: 'raise_generation', text: RAISE_GENERATION, values: [id, generation, now] };
    return (await pool.query(statement)).rows[0];
  },
});
