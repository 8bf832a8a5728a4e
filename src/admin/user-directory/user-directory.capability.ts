import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, MINUTE } from '../../platform/rate-limits/rules.js';
import { UserDirectory } from './user-directory.service.js';

declare module '../../core/services.js' {
  interface Services {
    directory: UserDirectory;
  }
}

/** Lets administrators find users. */
export const userDirectory = defineCapability({
  name: 'user-directory',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    users: {
      token: 'required',
      throws: ['FORBIDDEN'],
      limits: bySubject(everything(120, MINUTE)),
      subject: byViewer,
    },
    user: { token: 'required', throws: ['FORBIDDEN'] },
  },
  resolvers: async () => [(await import('./user-directory.resolver.js')).UserDirectoryResolver],
  needs: ['database', 'clock'],
  provides: ['directory'],
  build: (deps) => ({ tables: {}, services: { directory: new UserDirectory(deps) } }),
});
