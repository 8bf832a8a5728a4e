import { createParameterDecorator } from 'type-graphql';
import type { RequestContext } from './context.js';

/** The administrator or the service of an operation that a scope opens. */
export const CurrentPrincipal = () =>
  createParameterDecorator<RequestContext>(({ context }) => context.requirePrincipal());

/** The signed-in user of a closed operation. */
export const CurrentViewer = () =>
  createParameterDecorator<RequestContext>(({ context }) => context.requireViewer());
