/** A change of a user that ends tokens or sessions issued before it. */
export type UserChange =
  | 'password changed'
  | 'password reset'
  | 'email changed'
  | 'second factor changed'
  | 'identity changed'
  | 'mailbox proven'
  | 'suspended'
  | 'deleted';
