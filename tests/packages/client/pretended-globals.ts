/** Globals that libraries for server rendering and some runtimes add, and that a browser has as well. */
export function pretendBrowser(): () => void {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const added = {
    window: globalThis,
    self: globalThis,
    document: { cookie: '' },
    indexedDB: {},
    localStorage,
    navigator: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', locks: oneLockForAll() },
  };
  const before = Object.keys(added).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(added))
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  };
}

/** As Node.js has them from version 24 on: one queue for the whole process. */
function oneLockForAll() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: (_name: string, _options: object, act: () => Promise<unknown>) => {
      const turn = last.then(act, act);
      last = turn.catch(() => undefined);
      return turn;
    },
    query: async () => ({ held: [] }),
  };
}
