import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';

/** The page for browsers at `/graphql`: the Apollo Sandbox with introspection, no page without it. */
export function landingPage(introspection: boolean): ApolloServerPlugin {
  return introspection
    ? ApolloServerPluginLandingPageLocalDefault({ footer: false, includeCookies: false })
    : ApolloServerPluginLandingPageDisabled();
}
