import { Standing } from '../../accounts/users/standing.service.js';
import { AdministrationResolver } from './administration.resolver.js';
import { Administration, type AdministrationDeps } from './administration.service.js';
import { type RefusalLimit, RefusedAttempts } from './refused-attempts.js';
import { UserDirectoryResolver } from './user-directory.resolver.js';
import { UserDirectory, type UserDirectoryDeps } from './user-directory.service.js';

/** The parts of this folder, put together: only who they are for has to know them. */
export function openAdministration(
  world: Omit<AdministrationDeps, 'standing' | 'refusals'> & UserDirectoryDeps & { limit: RefusalLimit },
) {
  const refusals = new RefusedAttempts(world);
  const administration = new Administration({ ...world, standing: new Standing(), refusals });
  const directory = new UserDirectory(world);
  const resolvers = [
    new AdministrationResolver({ administration }),
    new UserDirectoryResolver({ directory }),
  ] as const;
  return { administration, directory, resolvers, forbidden: refusals.forbidden };
}

export type Office = ReturnType<typeof openAdministration>;
