export const USERNAME_PATTERN = /^[a-zA-Z0-9_]+$/;
export const USERNAME_MIN_LENGTH = 3;
export const USERNAME_MAX_LENGTH = 32;

/** The case-insensitive key of a username. Names are ASCII only, so lower case cannot merge two letters. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}
