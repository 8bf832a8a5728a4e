import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';

/** What a browser is shown at `/graphql`: the Apollo Sandbox where the schema is open, nothing where it is not. */
export function landingPage(introspection: boolean): ApolloServerPlugin {
  return introspection
    ? ApolloServerPluginLandingPageLocalDefault({ footer: false, includeCookies: false })
    : ApolloServerPluginLandingPageDisabled();
}
