import { createParameterDecorator } from 'type-graphql';
import type { RequestContext } from './context.js';

/** The signed-in user of a closed operation. */
export const CurrentViewer = () =>
  createParameterDecorator<RequestContext>(({ context }) => context.requireViewer());
