import { Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { User } from './user.type.js';

@Resolver(() => User)
export class UsersResolver {
  @Query(() => User, { description: 'Returns the signed-in user. Needs an access token.' })
  me(@CurrentViewer() viewer: Viewer): User {
    return viewer.account;
  }
}
