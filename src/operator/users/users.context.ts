import type { UserDirectory } from '../../admin/user-directory/user-directory.service.js';
import type { Administration } from '../../admin/users/administration.service.js';
import type { Origin } from '../../core/viewer.js';

/** What looking at users needs. */
export interface ListingContext {
  withUserDirectory<T>(work: (directory: Pick<UserDirectory, 'list'>) => Promise<T>): Promise<T>;
}

/** What a decision about a user needs. */
export interface OpenAdministration {
  readonly directory: Pick<UserDirectory, 'findByIdentifier'>;
  readonly administration: Pick<Administration, 'suspend' | 'reinstate' | 'setRole'>;
  /** Where events say that they come from. */
  readonly origin: Origin;
}

export interface AdministrationContext {
  /** @param command as events name it, such as `users suspend` */
  withAdministration<T>(command: string, work: (open: OpenAdministration) => Promise<T>): Promise<T>;
}
