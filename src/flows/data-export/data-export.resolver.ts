import { Ctx, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { Json } from '../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import type { DataExport } from './data-export.service.js';

@Resolver()
export class DataExportResolver {
  constructor(private readonly deps: { dataExport: DataExport }) {}

  @Fresh()
  @Query(() => Json, {
    description:
      'Returns the data that the service stores about the signed-in user, except hashes, secrets and notes ' +
      'of administrators. It contains the newest 1000 sessions, devices and events; `auditEvents` lists ' +
      'the other events. Needs an access token; fails with `STEP_UP_REQUIRED` if the session is not fresh.',
  })
  exportMyData(@CurrentViewer() viewer: Viewer, @Ctx() context: RequestContext): Promise<object> {
    return this.deps.dataExport.of(viewer, context.requestMeta);
  }
}
