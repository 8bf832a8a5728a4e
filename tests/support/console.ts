const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Everything that was printed while this ran, whichever way the console was asked. */
export async function printedBy(act: () => unknown): Promise<unknown[][]> {
  const printed: unknown[][] = [];
  const own = { ...console };
  for (const method of METHODS) console[method] = (...words) => void printed.push(words);
  try {
    await act();
  } finally {
    for (const method of METHODS) console[method] = own[method];
  }
  return printed;
}
