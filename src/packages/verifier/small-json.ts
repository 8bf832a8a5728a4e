const TIMEOUT_MS = 5000;
/** Enough for some hundred keys. A key set has three or four keys, of at most half a kilobyte each. */
const MAX_BYTES = 256 * 1024;

/**
 * Reads a small JSON document within five seconds. It follows no redirect, because a redirect would choose
 * the trusted server.
 * @throws if the answer is late, too large, not JSON, or not a 200
 */
export async function fetchSmallJson(url: URL): Promise<unknown> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // An abort signal alone is not enough: Node's `fetch` holds the signal by a weak reference. After a garbage
  // collection, nothing would stop the wait for an endless body.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TypeError('The key set did not arrive in time'));
      giveUp.abort();
    }, TIMEOUT_MS);
  });
  try {
    return JSON.parse(await Promise.race([readText(url, giveUp.signal), late]));
  } finally {
    clearTimeout(timer);
  }
}

async function readText(url: URL, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal });
  const reader = response.body?.getReader();
  const stop = async () => reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    if (response.status !== 200) throw new TypeError(`The key set was answered with ${response.status}`);
    const decoder = new TextDecoder();
    let text = '';
    for (let size = 0; ; ) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > MAX_BYTES) throw new TypeError('The key set is too large');
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    // Discard the rest of the body.
    await stop();
  }
}
