import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import type { Randomness } from '../../core/randomness.js';
import type { Headers } from './security-headers.js';

const BAD_REQUEST = { status: 400, reason: 'Bad Request', message: 'The request is not valid' };
const ANSWERS: Readonly<Record<string, typeof BAD_REQUEST>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: 'Request Timeout',
    message: 'The request took too long to arrive',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    message: 'The headers are too large',
  },
};

/**
 * Answers invalid or incomplete HTTP. There is no request object yet, so the response is written to the
 * socket. It has the format and the headers of every other response (GT-6, HH-3). Then the connection is
 * closed.
 */
export function answerUnreadable(randomness: Randomness, headers: Headers) {
  return (error: ConnectionError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const { status, reason, message } = ANSWERS[error.code] ?? BAD_REQUEST;
    const extensions = { code: 'BAD_REQUEST', status, requestId: randomness.uuid() };
    const body = JSON.stringify({ errors: [{ message, extensions }] });
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}`);
    if (socket.writable) socket.write([`HTTP/1.1 ${status} ${reason}`, ...lines, '', body].join('\r\n'));
    socket.destroy();
  };
}
