/** A change after which something that was handed out before must no longer work. */
export type UserChange = 'password changed' | 'password reset' | 'email changed' | 'suspended' | 'deleted';
