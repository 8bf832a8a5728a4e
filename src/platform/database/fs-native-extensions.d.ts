declare module 'fs-native-extensions' {
  /** Takes an exclusive lock on the open file, without waiting. */
  export function tryLock(fd: number): boolean;
  export function waitForLock(fd: number): Promise<void>;
}
