/** The address of Latchkey's GraphQL for this server. It is a constant: no header of a request changes it. */
export const LATCHKEY = process.env['LATCHKEY_URL'] ?? 'http://localhost:4000/graphql';
