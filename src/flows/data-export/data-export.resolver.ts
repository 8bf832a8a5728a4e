import { Ctx, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Json } from '../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import type { DataExport } from './data-export.service.js';

@Resolver()
export class DataExportResolver {
  constructor(private readonly deps: { dataExport: DataExport }) {}

  @Query(() => Json, {
    description:
      'All that is stored of the signed-in user, but for hashes, secrets and what administrators noted; of sessions, devices ' +
      'and events, the newest 1000. `auditEvents` has the other events.',
  })
  exportMyData(@CurrentViewer() viewer: Viewer, @Ctx() context: RequestContext): Promise<object> {
    return this.deps.dataExport.of(viewer, context.origin);
  }
}
