export const USERNAME_PATTERN = /^[a-zA-Z0-9_]+$/;
export const USERNAME_MIN_LENGTH = 3;
export const USERNAME_MAX_LENGTH = 32;

/** Whether new users choose a username, or may have one derived from their email address. */
export const USERNAMES_SETTINGS = ['required', 'derived'] as const;
export type UsernamesSetting = (typeof USERNAMES_SETTINGS)[number];

/** The case-insensitive key of a username. Names are ASCII only, so lower case cannot merge two letters. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}
