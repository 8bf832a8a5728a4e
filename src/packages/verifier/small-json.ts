const TIMEOUT_MS = 5000;
/** Some hundred keys: a key set has three or four, of half a kilobyte at the most. */
const MAX_BYTES = 256 * 1024;

/**
 * Reads a small JSON document from this address and no other (a redirect would choose whom we trust), in five seconds or
 * not at all.
 */
export async function fetchSmallJson(url: URL): Promise<unknown> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // The signal alone would not do: Node's `fetch` holds it by a weak reference, so that once garbage was collected
  // nothing ends the wait for a body that does not end.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TypeError('The key set was not answered in time'));
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
    // Whatever is still to come, nobody reads.
    await stop();
  }
}
