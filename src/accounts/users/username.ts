export const USERNAME_PATTERN = /^[a-zA-Z0-9_]+$/;
export const USERNAME_MIN_LENGTH = 3;
export const USERNAME_MAX_LENGTH = 32;

/** What makes a username unique whatever its case. The pattern allows ASCII alone, so no folding can merge two. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}
